package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.client.image.LabelSource;
import dev.weft.client.training.Training;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.label.LabelOutcomes;
import dev.weft.console.label.Labeler;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Publisher;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The second part of the demo: evaluates the serving version on drawings that are never labeled,
 * labels others, trains a version on these, and evaluates it on the same drawings.
 */
final class RetrainingDemo {
  /** Feasible in minutes on two cores. */
  static final Size SIZE = new Size(100, 300);

  private static final Duration SWITCHOVER = Duration.ofMinutes(2);

  /** Author of the labels. */
  static final String LABELED_BY = "weft demo";

  /**
   * Numbers of drawings.
   *
   * @param unseen number of drawings for the evaluation
   * @param labeled number of labeled drawings
   */
  record Size(int unseen, int labeled) {}

  private final Size size;
  private final CommandSession session;
  private final WeftClient client;
  private final Publisher.Plan plan;
  private final DemoImages images;
  private final Phases phases;
  private final DemoRollouts rollouts;
  private final Spoiler spoiler;

  /** Publishes a version whose predictions are all wrong. */
  interface Spoiler {
    /** Publishes a spoiled copy of a version; returns its number. */
    int spoil(String model, int version);
  }

  RetrainingDemo(
      Size size,
      CommandSession session,
      WeftClient client,
      Publisher.Plan plan,
      DemoImages images,
      Phases phases,
      Spoiler spoiler) {
    this.size = size;
    this.session = session;
    this.client = client;
    this.plan = plan;
    this.images = images;
    this.phases = phases;
    this.rollouts = new DemoRollouts(session, client, images, plan.tags());
    this.spoiler = spoiler;
  }

  /**
   * Evaluates the serving version, labels drawings, trains and rolls out a new version, then a
   * spoiled one.
   *
   * @param serving the serving version, such as {@code clothing:1}
   * @throws CliException if the server is unavailable for long, or the published version does not
   *     become the serving one
   */
  RetrainingResult run(String serving) {
    List<VersionScore> scores = new ArrayList<>();
    heading("%d unlabeled drawings: what does %s predict?".formatted(size.unseen(), serving));
    scores.add(phases.time("unseen-before", () -> ask("before", serving)));
    heading("%d other drawings, with their labels".formatted(size.labeled()));
    LabelOutcomes labels = phases.time("labels", () -> label(VersionScore.version(serving)));
    String model = serving.substring(0, serving.lastIndexOf(':'));
    rollouts.prepare(model);
    heading("A training from the imported version, on all labels");
    Training training = new DemoTraining(session, client, phases).train(images.run());
    RetrainingResult trained = new RetrainingResult(scores, labels.failed(), training, List.of());
    session.print(trained.sentence(session.style()));
    if (!trained.published()) {
      return trained;
    }
    List<RolloutEnd> ends = new ArrayList<>();
    heading(
        "%s on live drawings: first as a shadow of %s, then for a share of them"
            .formatted(trained.model(), serving));
    ends.add(phases.time("rollout", () -> rollouts.follow(model, trained.version())));
    if (ends.get(0).promoted()) {
      heading(
          "The %d drawings again: what does %s predict?".formatted(size.unseen(), trained.model()));
      phases.time("switchover", () -> await(trained));
      scores.add(phases.time("unseen-after", () -> ask("after", trained.model())));
      ends.add(phases.time("rollback", () -> spoil(model, trained.version())));
    }
    return new RetrainingResult(scores, labels.failed(), training, ends);
  }

  private RolloutEnd spoil(String model, int version) {
    heading("A version with its labels in the wrong order, whose files pass all checks");
    int spoiled = spoiler.spoil(model, version);
    session.print(model + ":" + spoiled + " is published");
    return rollouts.follow(model, spoiled);
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
        "%s classifies %d of %d correctly, in %s"
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
          new Labeler(client, null, LabelSource.PERSON, LABELED_BY, false, progress)
              .label(entries, plan.concurrency());
    }
    session.print(outcomes.summary());
    outcomes.failures().forEach(line -> session.print(session.style().red("failed: ") + line));
    return outcomes;
  }

  private Void await(RetrainingResult result) {
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
