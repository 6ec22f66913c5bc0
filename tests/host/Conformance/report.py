"""A report, taken apart by its OptFlds (IEC 61850-8-1 clause 17)."""
SEQUENCE, TIME, REASON, DATA_SET, REFERENCE, OVERFLOW, ENTRY, REVISION, SEGMENTATION = range(1, 10)
CHANGE, QUALITY, UPDATE, INTEGRITY, INTERROGATION = "010000", "001000", "000100", "000010", "000001"


class Report:
    def __init__(self, info):
        assert info.names == ["RPT"], info.names
        rest = list(info.values)
        take = lambda: rest.pop(0)
        self.id, self.options = take(), take()
        has = lambda bit: self.options[bit] == "1"
        self.number = take() if has(SEQUENCE) else None
        self.time = take() if has(TIME) else None
        self.data_set = take() if has(DATA_SET) else None
        self.overflow = take() if has(OVERFLOW) else None
        self.entry = take() if has(ENTRY) else None
        self.revision = take() if has(REVISION) else None
        self.part, self.more = (take(), take()) if has(SEGMENTATION) else (0, False)
        inclusion = take()
        self.included = [place for place, bit in enumerate(inclusion) if bit == "1"]
        count = len(self.included)
        self.references = [take() for _ in range(count)] if has(REFERENCE) else []
        self.values = [take() for _ in range(count)]
        self.reasons = [take()[:6] for _ in range(count)] if has(REASON) else []
        assert not rest, "too much in a report: %s" % rest
