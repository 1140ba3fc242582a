package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.label.LabelEntry;
import dev.weft.cli.label.LabelOutcomes;
import dev.weft.cli.label.Labeler;
import dev.weft.cli.publish.Outcome;
import dev.weft.cli.publish.Publisher;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's second half: what serves is asked about drawings that nobody labels, others are
 * labeled, a version learns from these, and is asked about the same as the one before it.
 */
final class Lesson {
  /** What two cores do in minutes. */
  static final Size SIZE = new Size(100, 300);

  private static final Duration SWITCHOVER = Duration.ofMinutes(2);
  private static final String LABELED_BY = "weft demo";

  /**
   * How much of it.
   *
   * @param unseen drawings that a version is asked about
   * @param labeled drawings that are labeled
   */
  record Size(int unseen, int labeled) {}

  private final Size size;
  private final Session session;
  private final WeftClient client;
  private final Publisher.Plan plan;
  private final DemoImages images;
  private final Phases phases;

  Lesson(
      Size size,
      Session session,
      WeftClient client,
      Publisher.Plan plan,
      DemoImages images,
      Phases phases) {
    this.size = size;
    this.session = session;
    this.client = client;
    this.plan = plan;
    this.images = images;
    this.phases = phases;
  }

  /**
   * Gives it.
   *
   * @param serving model that serves now, such as {@code clothing:1}
   * @throws CliException if the server is gone for long, or a version that was published is not
   *     served
   */
  LessonResult give(String serving) {
    List<VersionScore> scores = new ArrayList<>();
    heading("%d drawings that nobody labels: what does %s see?".formatted(size.unseen(), serving));
    scores.add(phases.time("unseen-before", () -> ask("before", serving)));
    heading("%d other drawings, each with what it shows".formatted(size.labeled()));
    LabelOutcomes labels = phases.time("labels", () -> label(VersionScore.version(serving)));
    heading("A training from the imported version on, with all labels that there are");
    JsonNode training = new DemoTraining(session, client, phases).train(images.run());
    LessonResult result = new LessonResult(scores, labels.failed(), training);
    session.print(result.sentence(session.style()));
    if (!result.published()) {
      return result;
    }
    heading("The %d drawings again: what does %s see?".formatted(size.unseen(), result.model()));
    phases.time("switchover", () -> await(result));
    scores.add(phases.time("unseen-after", () -> ask("after", result.model())));
    return new LessonResult(scores, labels.failed(), training);
  }

  private VersionScore ask(String when, String model) {
    List<DemoImage> unseen = images.unseen(size.unseen(), when);
    long start = System.nanoTime();
    List<Outcome> outcomes;
    try (Progress progress = session.progress("unseen drawings")) {
      outcomes =
          new Publisher(client, plan, progress, session::note)
              .publish(unseen, (index, outcome) -> {});
    }
    VersionScore score =
        VersionScore.of(unseen, outcomes, (System.nanoTime() - start) / 1e9, model);
    session.print(
        "%s is right about %d of %d, in %s"
            .formatted(
                score.model(),
                score.board().confusion().correct(),
                score.board().images(),
                Format.seconds(score.board().seconds())));
    return score;
  }

  private LabelOutcomes label(int version) {
    List<LabelEntry> entries = images.labeled(size.labeled(), version);
    LabelOutcomes outcomes;
    try (Progress progress = session.progress("labels")) {
      outcomes =
          new Labeler(client, "person", LABELED_BY, progress).label(entries, plan.concurrency());
    }
    session.print(outcomes.summary());
    outcomes.failures().forEach(line -> session.print(session.style().red("failed: ") + line));
    return outcomes;
  }

  private Void await(LessonResult result) {
    try (Progress progress = session.progress("waiting for " + result.model())) {
      new Switchover(client, plan, images, SWITCHOVER).await(result.version(), progress);
    }
    return null;
  }

  private void heading(String text) {
    session.print("");
    session.print(session.style().bold(text));
  }
}
