"""Names the machine that was measured on, and the memory that this process holds."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """The processor, its cores, and the Python measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}"


def resident(process: int | str = "self") -> float:
    """The memory that a process holds now, in MB (Linux only)."""
    return _memory(process, "VmRSS")


def most_resident(process: int | str = "self") -> float:
    """The most memory that a process has held, in MB (Linux only)."""
    return _memory(process, "VmHWM")


def cpu_of(process: int) -> float:
    """The processor time that a process has taken so far, in seconds (Linux only)."""
    stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _memory(process: int | str, name: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
