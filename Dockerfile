# The bot in a container: docs/deploy.md tells how to run it.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot ./bot
COPY flows ./flows
COPY storage ./storage
COPY templates ./templates
RUN python -m venv /opt/advisor \
    && /opt/advisor/bin/python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin advisor \
    && install -d -o advisor -m 0700 /data
COPY --from=build /opt/advisor /opt/advisor
ENV PATH=/opt/advisor/bin:$PATH \
    ADVISOR_DATABASE=/data/advisor.db \
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
VOLUME /data
# The program ends by itself where Telegram or the database fails; this tells whether it is up.
HEALTHCHECK --interval=1m --timeout=20s --start-period=30s CMD ["advisor", "doctor", "--running"]
STOPSIGNAL SIGTERM
CMD ["advisor", "telegram"]
