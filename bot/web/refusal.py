"""What the desk says where it cannot do what it was asked for."""


class Refused(Exception):  # noqa: N818 (it is an answer, with its status)
    """A request that is answered by a status and one sentence."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        self.why = why
        super().__init__(why)
