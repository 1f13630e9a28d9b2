"""What a drill found: figures to report, and faults that make it fail."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """The figures of one drill by name, and a sentence for each fault; none means that it held."""

    figures: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def expect(self, holds: bool, fault: str) -> None:
        """Note `fault` unless `holds`."""
        if not holds:
            self.faults.append(fault)
