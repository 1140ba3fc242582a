package dev.weft.bench.int8;

import dev.weft.base.Argmax;
import dev.weft.base.Softmax;
import dev.weft.bench.setup.BenchModel;
import dev.weft.bench.setup.Tensors;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.FeatureReference.Group;
import dev.weft.modelstore.reference.FeatureSample;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.rollout.judge.FeatureShift;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.engine.onnx.OnnxCalibration;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Compares both graphs of the starter model, loaded in one process, on each image in turn. */
final class Int8Bench implements AutoCloseable {
  private static final InputSize SIZE = InputSize.XCEPTION;

  private final CommandSession session;
  private final Path work;
  private final BenchModel model;
  private final ActivationRanges ranges;
  private final ModelFiles.Quantized quantized;
  private final UncertaintyRules rules;
  private final Engine float32;
  private final Engine int8;
  private final ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
  private final FloatBuffer image;

  private Int8Bench(
      CommandSession session,
      Path work,
      BenchModel model,
      ActivationRanges ranges,
      ModelFiles.Quantized quantized,
      UncertaintyRules rules,
      EnginePair engines) {
    this.session = session;
    this.work = work;
    this.model = model;
    this.ranges = ranges;
    this.quantized = quantized;
    this.rules = rules;
    this.image = Tensors.allocate(model.preprocessing().tensorLength());
    ModelFiles files = model.files().with(quantized);
    float32 = Engines.load(files, model.golden(), new EngineOptions(engines.float32(), 0, 1, 0));
    int8 = Engines.load(files, model.golden(), new EngineOptions(engines.int8(), 0, 1, 0));
  }

  /** The names of the engines that are compared. */
  record EnginePair(String float32, String int8) {}

  /**
   * Creates both graphs.
   *
   * @param calibrate calibration photographs; null for the starter's own ranges
   */
  static Int8Bench of(
      CommandSession session, Path work, Path calibrate, int images, EnginePair engines)
      throws IOException {
    session.note("- importing the starter model");
    BenchModel model = BenchModel.starter(work);
    Weights weights = SafeTensors.read(model.files().weights());
    ActivationRanges ranges =
        calibrate == null
            ? ActivationRanges.read(StarterModel.copyRangesTo(work), weights, SIZE)
            : calibrated(session, model, weights, work, Photos.inTurn(calibrate, images));
    session.note("- writing the graph in integers");
    Path graph = work.resolve(QuantizedVariant.GRAPH);
    OnnxExport.writeQuantized(weights, SIZE, ranges, graph);
    UncertaintyRules rules =
        UncertaintyRules.read(StarterModel.copyCompanionsTo(work).get(UncertaintyRules.FILE));
    return new Int8Bench(
        session,
        work,
        model,
        ranges,
        new ModelFiles.Quantized(graph, Engines.int8Golden(model.files(), graph)),
        rules,
        engines);
  }

  private static ActivationRanges calibrated(
      CommandSession session, BenchModel model, Weights weights, Path work, List<Photo> photos)
      throws IOException {
    session.note("- taking ranges of " + photos.size() + " photographs");
    ActivationRanges ranges =
        OnnxCalibration.write(
            weights,
            SIZE,
            taker -> show(photos, model.preprocessing(), taker),
            work.resolve("calibrated.onnx"),
            0);
    return kept(ranges, weights, work);
  }

  private static void show(
      List<Photo> photos, Preprocessing preprocessing, OnnxCalibration.Taker taker) {
    ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
    FloatBuffer image = Tensors.allocate(preprocessing.tensorLength());
    for (Photo photo : photos) {
      Tensors.read(bytes(photo), reader, preprocessing, image.clear());
      taker.take(image.flip(), 1);
    }
  }

  /** Returns the ranges after a round trip through their file, which rounds them. */
  private static ActivationRanges kept(ActivationRanges ranges, Weights weights, Path work)
      throws IOException {
    Path file = work.resolve("ranges");
    ranges.write(file);
    return ActivationRanges.read(file, weights, SIZE);
  }

  /**
   * Runs both graphs on all images.
   *
   * @param unknown photographs of no class; may be null
   * @param learned photographs to train heads with; null for none
   */
  Int8Result run(Path judge, Path unknown, Learned learned) throws IOException {
    session.note("- asking both about " + judge);
    List<FeatureHeads.Pair> features = new ArrayList<>();
    List<Int8Result.Asked> known = classify(Photos.find(List.of(judge)), features);
    if (known.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "there are no photographs in " + judge, "specify a folder of folders");
    }
    List<Int8Result.Asked> others = List.of();
    if (unknown != null) {
      session.note("- asking both about " + unknown);
      others = classify(Photos.find(List.of(unknown)), new ArrayList<>());
    }
    FeatureSample inFloat32 = new FeatureSample();
    features.forEach(pair -> inFloat32.add(pair.float32()));
    List<float[]> inIntegers = features.stream().map(FeatureHeads.Pair::int8).toList();
    double shift =
        inFloat32.reference().map(reference -> shift(reference, inIntegers)).orElse(Double.NaN);
    FeatureHeads.Result heads = learned == null ? null : heads(known, features, learned);
    return new Int8Result(
        known, others, shift, rules.published(), float32.info(), int8.info(), heads);
  }

  /**
   * Photographs to train heads with.
   *
   * @param most number of them
   */
  record Learned(Path folder, int most) {}

  private FeatureHeads.Result heads(
      List<Int8Result.Asked> judged, List<FeatureHeads.Pair> features, Learned learned)
      throws IOException {
    session.note("- training heads with " + learned.folder());
    FeatureHeads heads =
        new FeatureHeads(
            SafeTensors.read(model.files().weights()),
            StarterModel.classes(),
            model.preprocessing(),
            work);
    for (int i = 0; i < judged.size(); i++) {
      heads.judge(judged.get(i).label(), features.get(i));
    }
    for (Photo photo : Photos.inTurn(learned.folder(), learned.most())) {
      List<FeatureHeads.Pair> pair = new ArrayList<>();
      if (!classify(List.of(photo), pair).isEmpty()) {
        heads.learn(bytes(photo), photo.folder(), pair.get(0));
      }
    }
    return heads.result();
  }

  private static double shift(FeatureReference reference, List<float[]> live) {
    List<List<Long>> expected = reference.groups().stream().map(Group::images).toList();
    List<List<Long>> counted = new ArrayList<>();
    expected.forEach(bins -> counted.add(new ArrayList<>(Collections.nCopies(bins.size(), 0L))));
    for (float[] features : live) {
      List<Integer> bins = reference.binning().bins(features);
      for (int group = 0; group < counted.size(); group++) {
        List<Long> counts = counted.get(group);
        counts.set(bins.get(group), counts.get(bins.get(group)) + 1);
      }
    }
    return FeatureShift.of(counted, expected);
  }

  private List<Int8Result.Asked> classify(List<Photo> photos, List<FeatureHeads.Pair> features) {
    List<Int8Result.Asked> asked = new ArrayList<>();
    for (Photo photo : photos) {
      byte[] file = bytes(photo);
      if (reader.read(file, model.preprocessing(), image.clear()) instanceof ImageReading.Read) {
        image.flip();
        List<float[]> both = new ArrayList<>();
        asked.add(
            new Int8Result.Asked(
                photo.folder(), classify(float32, both::add), classify(int8, both::add)));
        features.add(new FeatureHeads.Pair(both.get(0), both.get(1)));
      } else {
        session.note("- skipped because it cannot be read: " + photo.name());
      }
    }
    return asked;
  }

  private Int8Result.Answer classify(Engine engine, Consumer<float[]> pooled) {
    long start = System.nanoTime();
    EngineOutput answers = engine.inferWithFeatures(image.duplicate(), 1);
    long nanos = System.nanoTime() - start;
    pooled.accept(answers.features()[0]);
    float[] logits = answers.logits()[0];
    int best = Argmax.of(logits);
    return new Int8Result.Answer(
        StarterModel.classes().get(best),
        Softmax.of(logits)[best],
        rules.score(answers.features()[0]).orElse(0),
        nanos / 1e6);
  }

  private static byte[] bytes(Photo photo) {
    try {
      return Files.readAllBytes(photo.file());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + photo.file(), e);
    }
  }

  /** Writes the files that the module starter-model contains. */
  void write(Int8Result result, Path directory) throws IOException {
    ranges.write(directory.resolve(StarterModel.RANGES_FILE));
    result.variant(quantized.golden()).writeTo(directory);
  }

  @Override
  public void close() {
    float32.close();
    int8.close();
  }
}
