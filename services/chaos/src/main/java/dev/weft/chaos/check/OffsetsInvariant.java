package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.OffsetCommitted;
import java.util.HashMap;
import java.util.Map;

/** Checks that committed offsets only increase. */
final class OffsetsInvariant implements Invariant {
  private final Findings findings;
  private final Map<String, Long> committed = new HashMap<>();
  private long commits;

  OffsetsInvariant(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof OffsetCommitted commit) {
      commits++;
      String position = commit.group() + "/" + commit.topic() + "-" + commit.partition();
      Long before = committed.get(position);
      if (commit.committed() == null) {
        if (before != null) {
          findings.add(Guarantee.OFFSETS_KEPT, position, "was at %d, and was deleted", before);
        }
      } else {
        if (before != null && commit.committed() < before) {
          findings.add(
              Guarantee.OFFSETS_GROW,
              position,
              "went back from %d to %d",
              before,
              commit.committed());
        }
        committed.put(position, commit.committed());
      }
    }
  }

  @Override
  public void judge(boolean ended) {}

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("commits", commits);
    seen.put("positions of groups", (long) committed.size());
  }
}
