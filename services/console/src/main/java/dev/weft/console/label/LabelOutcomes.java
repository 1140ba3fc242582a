package dev.weft.console.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of pictures. Thread-safe. */
public final class LabelOutcomes {

  private static final int FAILURES_SHOWN = 20;

  private final Map<String, Integer> classes = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int uploaded;
  private int labeled;
  private int unchanged;
  private int repeated;

  synchronized void labeled(LabelEntry entry, boolean isNew) {
    labeled++;
    uploaded += isNew ? 1 : 0;
    classes.merge(entry.label(), 1, Integer::sum);
  }

  synchronized void unchanged(LabelEntry entry) {
    unchanged++;
    classes.merge(entry.label(), 1, Integer::sum);
  }

  /** The picture had the same label already. */
  synchronized void repeated(LabelEntry entry) {
    repeated++;
  }

  synchronized void failed(LabelEntry entry, String why) {
    failures.add(entry.name() + ": " + why);
  }

  synchronized int done() {
    return labeled + unchanged + repeated + failures.size();
  }

  synchronized int uploaded() {
    return uploaded;
  }

  public synchronized int failed() {
    return failures.size();
  }

  /** Number of pictures by label, duplicates included. */
  public synchronized Map<String, Integer> classes() {
    return new TreeMap<>(classes);
  }

  public synchronized List<String> failures() {
    return List.copyOf(failures.subList(0, Math.min(FAILURES_SHOWN, failures.size())));
  }

  /** Summary in one sentence. */
  public synchronized String summary() {
    return "%d uploaded, %d labeled, %d unchanged".formatted(uploaded, labeled, unchanged)
        + (repeated > 0 ? ", " + repeated + " listed twice" : "");
  }

  public synchronized ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("images", classes.values().stream().mapToInt(Integer::intValue).sum())
            .put("uploaded", uploaded)
            .put("labeled", labeled)
            .put("unchanged", unchanged)
            .put("repeated", repeated)
            .put("failed", failures.size());
    ObjectNode counts = json.putObject("classes");
    classes.forEach(counts::put);
    ArrayNode shown = json.putArray("failures");
    failures().forEach(shown::add);
    return json;
  }
}
