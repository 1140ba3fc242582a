package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * A correct system whose clients act concurrently, lose responses and retry. A request without a
 * response may take effect much later.
 */
final class Simulation {
  private static final List<String> LABELS = List.of("hat", "shoes", "shirt");

  private record Step(Instant at, int number, Runnable action) {}

  private final Random random;
  private final HistoryBuilder history = new HistoryBuilder();
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparing(Step::number));
  private final Map<String, String> store = new HashMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, Map<String, String>> dataSets = new TreeMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private Instant now = history.now();
  private int numbers;
  private int versions = 1;
  private int serving = 1;
  private Integer candidate;
  private int weight;
  private int revision = 1;

  Simulation(long seed) {
    random = new Random(seed);
  }

  /** Simulates the given number of images and returns the history. */
  List<Operation> run(int images) {
    tell(() -> history.published(1, null).state(1, 1));
    for (int i = 0; i < images; i++) {
      String id = "i" + i;
      boolean contested = random.nextInt(5) == 0;
      after(random.nextInt(100_000), () -> upload(id, id));
      if (contested) {
        after(random.nextInt(100_000), () -> upload(id, id + "x"));
      }
    }
    for (int i = 0; i < 4; i++) {
      String id = "t" + i;
      after(random.nextInt(150_000), () -> train(id));
    }
    while (!steps.isEmpty()) {
      Step step = steps.remove();
      now = step.at();
      step.action().run();
    }
    dataSets.forEach(
        (training, samples) -> {
          samples.forEach((image, label) -> history.sample(training, image, label, null));
          history.dataSet(training, samples.size());
        });
    return history.ended().operations;
  }

  private void after(long millis, Runnable action) {
    steps.add(new Step(now.plusMillis(millis), numbers++, action));
  }

  private void tell(Runnable said) {
    history.at(now);
    said.run();
  }

  /** Simulates one request: it is sent, takes effect and is answered, or its response is lost. */
  private void attempt(IntSupplier effect, IntConsumer answered) {
    boolean lost = random.nextInt(4) == 0;
    if (lost) {
      if (random.nextBoolean()) {
        after(random.nextInt(30_000), effect::getAsInt);
      }
      after(5_000, () -> answered.accept(Operation.NO_ANSWER));
      return;
    }
    after(
        1 + random.nextInt(2_000),
        () -> {
          int status = random.nextInt(10) == 0 ? 503 : effect.getAsInt();
          after(1 + random.nextInt(2_000), () -> answered.accept(status));
        });
  }

  private void upload(String id, String content) {
    Instant sent = now;
    attempt(
        () -> take(id, content),
        status -> {
          history.uploaded(id, content, status, sent, now);
          if (status == Operation.NO_ANSWER || status == 503) {
            after(500, () -> upload(id, content));
          } else if (status < 300) {
            after(random.nextInt(20_000), () -> label(id, 3));
            after(random.nextInt(20_000), () -> label(id, 3));
          }
        });
  }

  private int take(String id, String content) {
    String there = store.putIfAbsent(id, content);
    if (there == null) {
      tell(() -> history.announced(id, content));
      after(random.nextInt(10_000), () -> classify(id, content));
      return 202;
    }
    return there.equals(content) ? 200 : 409;
  }

  private void classify(String id, String content) {
    boolean canary = candidate != null && random.nextInt(100) < weight;
    tell(
        () -> {
          history.classified(
              id, content, canary ? candidate : serving, canary ? "canary" : "primary");
          if (candidate != null && weight == 0) {
            history.classified(id, content, candidate, "shadow");
          }
          long next = offsets.merge("classifier", 1L, Long::sum);
          history.committed("classifier", 0, next);
        });
  }

  private void label(String id, int more) {
    Instant sent = now;
    String by = "by-" + numbers++;
    String label = random.nextInt(5) == 0 ? null : LABELS.get(random.nextInt(LABELS.size()));
    attempt(
        () -> {
          labels.put(id, label == null ? "" : label);
          labels.values().removeIf(String::isEmpty);
          tell(() -> history.labelRecord(id, label, label == null ? null : by));
          return 200;
        },
        status -> {
          history.labelTried(id, label, label == null ? null : by, status, sent, now);
          if (more > 0 && random.nextBoolean()) {
            after(random.nextInt(20_000), () -> label(id, more - 1));
          }
        });
  }

  private void train(String id) {
    Instant sent = now;
    attempt(
        () -> {
          if (dataSets.putIfAbsent(id, Map.of()) == null) {
            after(random.nextInt(5_000), () -> begin(id));
            return 202;
          }
          return 200;
        },
        status -> {
          history.trainingTried(id, status, sent, now);
          if (status == Operation.NO_ANSWER || status == 503) {
            after(500, () -> train(id));
          }
        });
  }

  private void begin(String id) {
    tell(() -> history.progressed(id, "running", null));
    after(
        random.nextInt(5_000),
        () -> {
          dataSets.put(id, new TreeMap<>(labels));
          after(random.nextInt(5_000), () -> end(id));
        });
  }

  private void end(String id) {
    if (random.nextInt(4) == 0) {
      tell(() -> history.progressed(id, "rejected", null));
      return;
    }
    int version = ++versions;
    tell(() -> history.published(version, id).progressed(id, "published", version));
    after(1_000, () -> rollOut(version));
  }

  private void rollOut(int version) {
    candidate = version;
    List<Integer> shares = new ArrayList<>(List.of(0, 50));
    expose(shares);
  }

  private void expose(List<Integer> shares) {
    Integer version = candidate;
    if (shares.isEmpty()) {
      serving = version == null ? serving : version;
      candidate = null;
      weight = 0;
      tell(() -> history.state(++revision, serving));
      return;
    }
    weight = shares.remove(0);
    tell(
        () -> {
          history.state(++revision, serving, candidate, weight, "");
          history.state(revision, serving, candidate, weight, "waits");
        });
    after(5_000 + random.nextInt(5_000), () -> after(0, () -> onward(version, shares)));
  }

  /** Continues a rollout, unless another one has replaced it. */
  private void onward(Integer version, List<Integer> shares) {
    if (version != null && version.equals(candidate)) {
      expose(shares);
    }
  }
}
