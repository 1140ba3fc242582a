package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import java.util.HashMap;
import java.util.Map;

/** Checks that the log of each partition only grew while it was read. */
final class RecordsInvariant implements Invariant {
  private final Findings findings;
  private final Map<String, Long> last = new HashMap<>();
  private long records;

  RecordsInvariant(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof RecordRead record) {
      records++;
      String partition = record.topic() + "-" + record.partition();
      Long before = last.put(partition, record.offset());
      if (before != null && record.offset() <= before) {
        findings.add(
            Guarantee.RECORDS_IN_ORDER,
            partition,
            "offset %d was read after %d: the log was cut, or read twice",
            record.offset(),
            before);
      }
    }
  }

  @Override
  public void judge(boolean ended) {}

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("records", records);
    seen.put("partitions", (long) last.size());
  }
}
