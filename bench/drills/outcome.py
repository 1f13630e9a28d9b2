"""What a drill found: figures to report, and faults that make it fail."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """The figures of one drill by name, and a sentence for each fault; none means that it held."""

    figures: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def seen(self, fault: str) -> "Outcome":
        """The outcome of a control, given that of its drill: a fault where none begins so."""
        control = Outcome({f"seen, {number}": found for number, found in enumerate(self.faults, 1)})
        found = any(line.startswith(fault) for line in self.faults)
        control.expect(found, f"the drill did not see what was done to it: {fault}")
        return control

    def expect(self, holds: bool, fault: str) -> None:
        """Note `fault` unless `holds`."""
        if not holds:
            self.faults.append(fault)
