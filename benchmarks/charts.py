"""Time a chart and the memory after many: ``python -m benchmarks.charts [COUNT]``."""

import asyncio
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import click
from matplotlib.figure import Figure

from benchmarks.machine import machine, resident
from bot.charts.canvas import png
from bot.charts.chart_data import PathRow, WeighedArgument
from bot.charts.money_chart import draw_money
from bot.charts.verdict_chart import draw_verdict
from flows.figures import Figures
from flows.money.price import money_report
from flows.money.report import MoneyReport

_WARM_UP = 20
_LOOKS = 5


def money_picture(index: int) -> Figure:
    """A chart of figures that are different every time."""
    figures = Figures(now=Decimal(4_000_000 + index), next=Decimal(1_500_000), currency="INR")
    report = money_report(figures)
    if not isinstance(report, MoneyReport):
        raise TypeError(f"no report, but {report}")
    return draw_money(report, report.cash)


def verdict_picture(index: int) -> Figure:
    """A verdict of eight paths whose weights are different every time."""
    reasons = tuple(WeighedArgument(f"reason {n}", 1 + (index + n) % 3) for n in range(4))
    rows = tuple(
        PathRow(f"path {n}", "in", reasons, reasons, picked=n == 0, greyed=bool(n % 2))
        for n in range(8)
    )
    return draw_verdict(rows, f"verdict {index}")


async def measure(draw: Callable[[int], Figure], count: int) -> None:
    """Print one row of the table."""
    for index in range(_WARM_UP):
        await asyncio.to_thread(png, partial(draw, index))
    times, memory, kilobytes = [], [resident()], 0.0
    for index in range(count):
        start = time.perf_counter()
        kilobytes = len(await asyncio.to_thread(png, partial(draw, index))) / 1e3
        times.append(time.perf_counter() - start)
        if (index + 1) % (count // _LOOKS) == 0:
            memory.append(resident())
    median, slow = statistics.median(times) * 1e3, statistics.quantiles(times, n=20)[-1] * 1e3
    held = " ".join(f"{megabytes:.0f}" for megabytes in memory)
    click.echo(
        f"{draw.__name__:<16} {count:>6} {median:>10.0f} {slow:>8.0f} {kilobytes:>8.0f}  {held}"
    )


@click.command()
@click.argument("count", type=click.IntRange(min=_LOOKS), default=500)
def main(count: int) -> None:
    """Draw COUNT charts of each kind; memory is taken after a warm-up and five times on the way."""
    heads = ("chart", "count", "median ms", "95% ms", "PNG kB", "MB at the start, then on the way")
    click.echo(machine())
    click.echo("{:<16} {:>6} {:>10} {:>8} {:>8}  {}".format(*heads))
    for draw in (money_picture, verdict_picture):
        asyncio.run(measure(draw, count))


if __name__ == "__main__":
    main()
