package dev.weft.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.Json;
import dev.weft.console.LibraryLogs;
import dev.weft.console.store.StoreAccess;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.objectstore.ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.keras.KerasImport;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Imports a Keras weight file and publishes it as a version; reports each step. */
final class WeightsImport {
  private final CommandSession session;
  private final ImportOptions options;

  WeightsImport(CommandSession session, ImportOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * @param classes names of the outputs, in order; empty to number them
   * @param newTop whether to replace the top by a new one for the classes
   * @throws CliException if the file does not match the network, or the store does not respond
   */
  int run(Path file, String name, List<String> classes, boolean newTop) {
    if (newTop && classes.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "a new top requires classes",
          "specify them with --classes A,B,C or --classes-file FILE");
    }
    if (newTop && options.calibrate() != null) {
      throw untrained();
    }
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          ExitCode.USAGE, "the file " + file + " does not exist", "check the path");
    }
    LibraryLogs.quiet();
    Optional<ImportCalibration> calibration =
        Optional.ofNullable(options.calibrate()).map(ImportCalibration::new);
    long start = System.nanoTime();
    try (ObjectStore store =
        StoreAccess.open(options.s3(), options.data(), session.context().env())) {
      Path work = Files.createTempDirectory("weft-import");
      try {
        return publish(store, file, name, classes, newTop, calibration, work, start);
      } finally {
        Folders.delete(work);
      }
    } catch (WeightsException | EngineException | IllegalArgumentException e) {
      throw new CliException(ExitCode.FAILED, e.getMessage(), hint(e), e);
    } catch (IOException | UncheckedIOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot write the model to a temporary folder: " + e.getMessage(),
          "it needs about 250 MB; set another folder with WEFT_JAVA_OPTS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  private static void requireTrained(ModelDraft draft) {
    if (isUntrained(draft)) {
      throw untrained();
    }
  }

  private static CliException untrained() {
    return new CliException(
        ExitCode.USAGE,
        "--calibrate compares answers, and a new top has none until it is trained",
        "omit --calibrate; trainings add a graph in 8-bit integers");
  }

  private static String hint(RuntimeException e) {
    return e instanceof WeightsException
        ? "the file must contain Keras weights of Xception (.h5, from `save_weights` or Keras"
            + " Applications)"
        : "specify the classes with --classes A,B,C or --classes-file FILE; --new-top adds a new"
            + " top for other classes";
  }

  private int publish(
      ObjectStore store,
      Path file,
      String name,
      List<String> classes,
      boolean newTop,
      Optional<ImportCalibration> calibration,
      Path work,
      long start)
      throws IOException {
    ModelDraft draft;
    try (Progress progress = session.progress("importing " + file.getFileName())) {
      progress.update(0, 1, "reading weights, writing graphs, computing the golden logits");
      draft =
          newTop
              ? KerasImport.withNewTop(file, name, classes, options.preprocessing(), work)
              : withCompanions(
                  KerasImport.draft(file, name, classes, options.preprocessing(), work), work);
    }
    String note = null;
    if (calibration.isPresent()) {
      requireTrained(draft);
      try (Progress progress = session.progress("calibrating")) {
        ImportCalibration.Result calibrated = calibration.get().addTo(draft, work, progress);
        draft = calibrated.draft();
        note = calibrated.note();
      }
    }
    int version;
    try (Progress progress = session.progress("publishing")) {
      progress.update(0, 1, "");
      store.ensureBucket(options.bucket());
      version = new ModelStore(store, options.bucket()).publish(draft);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    session.print(
        "published %s:%d with %s, in %s"
            .formatted(
                name,
                version,
                draft.classes().size() == 1 ? "1 class" : draft.classes().size() + " classes",
                Format.seconds(seconds)));
    if (note != null) {
      session.note(note);
    }
    next(name, version, isUntrained(draft)).forEach(session::note);
    ObjectNode json =
        Json.object()
            .put("model", name)
            .put("version", version)
            .put("classes", draft.classes().size())
            .put("int8", draft.files().containsKey(QuantizedVariant.GRAPH))
            .put("file", file.toString())
            .put("seconds", Json.rounded(seconds, 3));
    session.printJson(json);
    return ExitCode.OK;
  }

  /** Adds the companion files of the shipped model, for trainings from it, and its 8-bit graph. */
  private static ModelDraft withCompanions(ModelDraft draft, Path work) {
    if (!StarterModel.WEIGHTS_SHA256.equals(draft.origin().sha256())
        || !draft.classes().equals(StarterModel.classes())
        || !draft.preprocessing().equals(Preprocessing.XCEPTION)) {
      return draft;
    }
    return KerasImport.withQuantized(
            draft, StarterModel.copyRangesTo(work), StarterModel.copyQuantizedTo(work), work)
        .withMetrics(StarterModel.metrics())
        .withFiles(StarterModel.copyCompanionsTo(work));
  }

  /** A new top gives the same output for every input: its golden logits are all zero. */
  private static boolean isUntrained(ModelDraft draft) {
    for (float logit : draft.golden().logits()) {
      if (logit != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<String> next(String name, int version, boolean untrained) {
    List<String> lines = new ArrayList<>();
    lines.add(
        version == 1
            ? "a running `weft up` serves it within seconds, without a restart"
            : "a running `weft up` starts its rollout: weft rollout status --model %s --follow"
                .formatted(name));
    if (untrained) {
      lines.add("its top has random weights; train it on labeled photographs:");
      lines.add(
          "  weft label photos/ --model %s && weft train --model %s --follow"
              .formatted(name, name));
    } else {
      lines.add("  weft publish photos/ --model %s --wait".formatted(name));
    }
    return lines;
  }
}
