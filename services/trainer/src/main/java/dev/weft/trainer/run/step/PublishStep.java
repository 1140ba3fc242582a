package dev.weft.trainer.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.object.TrainingKeys;
import dev.weft.events.training.TrainingState;
import dev.weft.features.FeatureSet;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.modelstore.reference.Reference;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.file.ReportWriter;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.files.TrainingOutcome;
import dev.weft.trainer.run.start.Inheritance;
import dev.weft.trainer.run.start.LoadedVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stages a version that passed in the store, with the data that trainings from it need. */
public final class PublishStep {
  private final StepContext context;
  private final Plan plan;
  private final LoadedVersion base;
  private final RunFiles.Built data;
  private final String inputs;
  private final FeatureSet features;
  private final Rehearsal rehearsal;

  /**
   * @param data the data set of training and evaluation
   * @param inputs see {@link TrainingInputs}
   * @param features the features of the data set, by the base
   * @param rehearsal the parent's rehearsal examples
   */
  public PublishStep(
      StepContext context,
      Plan plan,
      LoadedVersion base,
      RunFiles.Built data,
      String inputs,
      FeatureSet features,
      Rehearsal rehearsal) {
    this.context = context;
    this.plan = plan;
    this.base = base;
    this.data = data;
    this.inputs = inputs;
    this.features = features;
    this.rehearsal = rehearsal;
  }

  /**
   * The version to publish.
   *
   * @param network the network with its files
   * @param learnedFromAll number of images that it was trained on if the held-out ones are among
   *     them; 0 otherwise
   * @param heldBack images for which later versions are compared with the answers given while they
   *     were held out; empty if the version itself can answer for its test images
   * @param answers those answers
   * @param reference reference data from held-out images, of this version or the one evaluated in
   *     its place
   * @param uncertainty rules for uncertain answers; empty if there were too few images
   * @param quantized its 8-bit graph; empty if none was made
   */
  public record Version(
      CandidateVersion network,
      int learnedFromAll,
      List<Sample> heldBack,
      List<float[]> answers,
      Reference reference,
      Optional<UncertaintyRules> uncertainty,
      Optional<QuantizeStep.Result> quantized) {}

  /** Stages the version; it becomes visible to others with its event. */
  public TrainingOutcome publish(Version version, Report report, Path directory) {
    Map<String, Path> bundle = new HashMap<>();
    bundle.put(ModelManifest.ONNX, version.network().files().onnx());
    bundle.put(ModelManifest.WEIGHTS, version.network().files().weights());
    if (base.manifest().files().containsKey(ModelManifest.WEIGHTS_LICENSE)) {
      bundle.put(
          ModelManifest.WEIGHTS_LICENSE,
          base.bundle().directory().resolve(ModelManifest.WEIGHTS_LICENSE));
    }
    List<Path> told = ReportWriter.write(report, directory);
    context.files().keep(told);
    told.forEach(file -> bundle.put(file.getFileName().toString(), file));
    bundle.put(Rehearsal.FILE, rehearsalOf(version, directory));
    if (!version.heldBack().isEmpty()) {
      bundle.put(HeldBackAnswers.FILE, answersOf(version, directory));
    }
    version
        .uncertainty()
        .ifPresent(found -> bundle.put(UncertaintyRules.FILE, rulesOf(found, directory)));
    version.quantized().ifPresent(found -> bundle.putAll(found.files()));
    context.monitor().check();
    ModelManifest staged =
        context
            .models()
            .stage(
                new ModelDraft(
                    plan.model(),
                    dataset().classes(),
                    base.preprocessing(),
                    version.network().golden(),
                    bundle,
                    origin(version, report),
                    version.reference()));
    String key =
        context
            .files()
            .putReport(ReportWriter.write(report.withVersion(staged.version()), directory));
    return new TrainingOutcome(
        TrainingState.PUBLISHED,
        report.verdict().reason(),
        RunFiles.tree(staged.toJson()),
        key,
        plan.sameAs(),
        staged.publishedAt());
  }

  private TrainingDataset dataset() {
    return data.dataset();
  }

  /** Rehearsal examples of the new version: the same number of each class, as far as available. */
  private Path rehearsalOf(Version version, Path directory) {
    Path file = directory.resolve(Rehearsal.FILE);
    try {
      List<Sample> learned =
          version.learnedFromAll() > 0 ? dataset().samples() : dataset().of(Split.TRAIN);
      RehearsalChoice.of(
              dataset(), learned, features, rehearsal, context.settings().rehearsalImages())
          .write(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the rehearsal set to " + file, e);
    }
  }

  private static Path answersOf(Version version, Path directory) {
    Path file = directory.resolve(HeldBackAnswers.FILE);
    try {
      HeldBackAnswers.write(version.heldBack(), version.answers(), file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the answers to " + file, e);
    }
  }

  private static Path rulesOf(UncertaintyRules uncertainty, Path directory) {
    Path file = directory.resolve(UncertaintyRules.FILE);
    try {
      uncertainty.write(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the rules for uncertainty to " + file, e);
    }
  }

  private Origin origin(Version version, Report report) {
    JsonNode recipe = RunFiles.tree(plan.recipe());
    return new Origin(
        Origin.TRAINING,
        TrainingKeys.manifest(data.id()),
        data.id(),
        plan.follows().toString(),
        metrics(version, report),
        new TrainingLineage(
            plan.trainingId(),
            data.id(),
            plan.dataset(),
            inputs,
            recipe,
            plan.recipe().seed(),
            context.settings().codeVersion(),
            report.lineage().hardware(),
            Duration.between(plan.startedAt(), Instant.now()).toMillis() / 1e3));
  }

  /** Metrics of the last evaluated version. */
  private Map<String, Double> metrics(Version version, Report report) {
    Evaluation evaluation = report.evaluations().get(report.evaluations().size() - 1).evaluation();
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", evaluation.accuracy());
    metrics.put("accuracyLow", evaluation.interval().low());
    metrics.put("accuracyHigh", evaluation.interval().high());
    metrics.put("images", (double) evaluation.images());
    metrics.put("top2", evaluation.top2());
    metrics.put("loss", evaluation.loss());
    metrics.put("calibrationError", evaluation.calibrationError());
    if (report.calibration() != null) {
      metrics.put("temperature", report.calibration().temperature());
    }
    if (report.folds() > 0) {
      metrics.put(Inheritance.FOLDS, (double) report.folds());
    }
    if (version.learnedFromAll() > 0) {
      metrics.put(Inheritance.LEARNED_FROM_ALL, (double) version.learnedFromAll());
    }
    if (!version.network().baseId().equals(base.baseId())) {
      metrics.put(Inheritance.FINE_TUNED, 1.0);
    }
    return metrics;
  }
}
