package dev.weft.classifier.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.pipeline.Scene;
import dev.weft.events.ModelRef;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.FeatureSample;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InferenceTest {

  private record Saying(float[]... logits) implements Engine {
    @Override
    public EngineInfo info() {
      return new EngineInfo("saying", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      return logits;
    }

    @Override
    public void close() {}
  }

  private static Inference run(int n, float[]... logits) {
    var model =
        new ServingModel(
            new ModelRef("m", 1),
            List.of("a", "b"),
            Scene.SMALL,
            new Saying(logits),
            4,
            Optional.empty(),
            AnswerUncertainty.unreported(),
            Optional.empty());
    return Inference.run(model, ServingRole.PRIMARY, FloatBuffer.allocate(0), n);
  }

  /**
   * An engine that returns logits and features together, and fails if only one of them is
   * requested.
   */
  private record SayingBoth(float[][] logits, float[]... features) implements Engine {
    @Override
    public EngineInfo info() {
      return new EngineInfo("saying both", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      throw new EngineException("a second run");
    }

    @Override
    public EngineOutput inferWithFeatures(FloatBuffer images, int n) {
      return new EngineOutput(logits, features);
    }

    @Override
    public void close() {}
  }

  private static Inference runBoth(FeatureReference reference, int n, float[]... features) {
    float[][] logits = new float[n][2];
    var model =
        new ServingModel(
            new ModelRef("m", 1),
            List.of("a", "b"),
            Scene.SMALL,
            new SayingBoth(logits, features),
            4,
            Optional.of(reference.binning()),
            AnswerUncertainty.unreported(),
            Optional.empty());
    return Inference.run(model, ServingRole.PRIMARY, FloatBuffer.allocate(0), n);
  }

  /** Features of many images, of which the trainer would make a reference. */
  private static float[][] features() {
    var random = new Random(7);
    float[][] features = new float[40][Xception.FEATURES];
    for (float[] row : features) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return features;
  }

  private static FeatureReference reference(float[][] features) {
    var sample = new FeatureSample();
    Stream.of(features).forEach(sample::add);
    return sample.reference().orElseThrow();
  }

  @Test
  void binsFeaturesOfTheSameRunAsTheTrainerDid() {
    float[][] features = features();
    FeatureReference reference = reference(features);

    var bins = runBoth(reference, features.length, features).bins();

    var group = reference.groups().get(3);
    for (int bin = 0; bin < group.images().size(); bin++) {
      int wanted = bin;
      assertThat(bins.stream().filter(image -> image.get(3) == wanted))
          .hasSize(group.images().get(bin).intValue());
    }
    assertThat(bins).hasSize(40).allMatch(image -> image.size() == 16);
  }

  private static UncertaintyRules rules() {
    float[] first = new float[Xception.FEATURES + 1];
    first[0] = 1;
    return rules(-0.5, first, first);
  }

  private static UncertaintyRules rules(double highestScore, float[]... rows) {
    return new UncertaintyRules(
        new UncertaintyThresholds(0.6, highestScore), HeldOutAnswers.NONE, rows, new float[0][]);
  }

  private static ServingModel model(UncertaintyRules rules, float[][] logits, float[]... features) {
    return new ServingModel(
        new ModelRef("m", 1),
        List.of("a", "b"),
        Scene.SMALL,
        rules.hasScore() ? new SayingBoth(logits, features) : new Saying(logits),
        4,
        Optional.empty(),
        AnswerUncertainty.by(rules),
        Optional.empty());
  }

  private static Inference judged(ServingModel model, int n) {
    return Inference.run(model, ServingRole.PRIMARY, FloatBuffer.allocate(0), n);
  }

  @Test
  void saysWhyAnAnswerIsUncertain() {
    float[] like = new float[Xception.FEATURES];
    like[0] = 1;
    float[] unlike = new float[Xception.FEATURES];
    float[][] logits = {{9, 0}, {0, 0}, {9, 0}, {0, 0}};

    var inference = judged(model(rules(), logits, like, like, unlike, unlike), 4);

    assertThat(inference.uncertainty(0)).isEqualTo(new Uncertainty(List.of(), -1.0));
    assertThat(inference.uncertainty(1).reasons())
        .containsExactly(UncertaintyReason.LOW_CONFIDENCE);
    assertThat(inference.uncertainty(2).reasons())
        .containsExactly(UncertaintyReason.UNLIKE_TRAINING_DATA);
    assertThat(inference.uncertainty(3).reasons())
        .containsExactly(UncertaintyReason.LOW_CONFIDENCE, UncertaintyReason.UNLIKE_TRAINING_DATA);
  }

  @Test
  void whereConfidenceAloneDecidesNoFeaturesAreAskedFor() {
    var model = model(rules(Double.POSITIVE_INFINITY), new float[][] {{0, 0}});

    assertThat(judged(model, 1).uncertainty(0))
        .isEqualTo(new Uncertainty(List.of(UncertaintyReason.LOW_CONFIDENCE), null));
  }

  @Test
  void aPolicyChangesWhatIsUncertainWhileTheVersionServes() {
    var model = model(rules(Double.POSITIVE_INFINITY), new float[][] {{0, 0}});

    model
        .uncertainty()
        .follow(new UncertaintyPolicy(null, null, false, 0.6, Map.of("a", 0.5), null));
    assertThat(judged(model, 1).uncertainty(0).reasons()).isEmpty();
    model.uncertainty().follow(UncertaintyPolicy.OF_VERSION);

    assertThat(judged(model, 1).uncertainty(0).reasons())
        .containsExactly(UncertaintyReason.LOW_CONFIDENCE);
  }

  @Test
  void aVersionWithoutRulesSaysNothingOfUncertaintyUntilAPolicyNamesThresholds() {
    Inference inference = run(1, new float[] {0, 0});
    assertThat(inference.uncertainty(0)).isNull();

    inference
        .model()
        .uncertainty()
        .follow(new UncertaintyPolicy(null, null, false, 0.6, null, null));

    assertThat(inference.uncertainty(0))
        .isEqualTo(new Uncertainty(List.of(UncertaintyReason.LOW_CONFIDENCE), null));
  }

  @Test
  void refusesOtherNumbersOfFeatures() {
    float[][] features = features();
    assertThatThrownBy(() -> runBoth(reference(features), 2, features[0]))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("1 rows of features for 2 images");
  }

  @Test
  void takesAFiniteLogitForEachClassOfEachImage() {
    assertThat(run(1, new float[] {1, 2}).bins()).isEmpty();
    assertThat(run(2, new float[] {1, 2}, new float[] {3, 4}).logits()).hasDimensions(2, 2);
  }

  @Test
  void refusesOtherNumbersOfAnswers() {
    assertThatThrownBy(() -> run(2, new float[] {1, 2}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("1 predictions and 2 rows of features for 2 images");
  }

  @Test
  void refusesOtherNumbersOfLogits() {
    assertThatThrownBy(() -> run(1, new float[] {1, 2, 3}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("3 logits for 2 classes");
  }

  @Test
  void refusesWhatIsNoFiniteNumber() {
    assertThatThrownBy(() -> run(1, new float[] {1, Float.NaN}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> run(1, new float[] {Float.POSITIVE_INFINITY, 1}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Infinity");
  }

  private static Inference sketched(ServingRole role, float[]... features) {
    var model =
        new ServingModel(
            new ModelRef("m", 1),
            List.of("a", "b"),
            Scene.SMALL,
            new SayingBoth(new float[features.length][2], features),
            4,
            Optional.empty(),
            AnswerUncertainty.by(rules()),
            Optional.of(FeatureProjection.of("a".repeat(64), Scene.SMALL)));
    return Inference.run(model, role, FloatBuffer.allocate(0), features.length);
  }

  @Test
  void sketchesFeaturesWhereItAnswers() {
    float[][] features = features();
    var projection = FeatureProjection.of("a".repeat(64), Scene.SMALL);

    var sketches = sketched(ServingRole.PRIMARY, features).sketches();

    assertThat(sketches).hasSize(features.length);
    assertThat(sketches.get(3).bytes()).isEqualTo(projection.sketch(features[3]));
    assertThat(sketches.get(3).space()).isEqualTo(projection.space());
    assertThat(sketched(ServingRole.CANARY, features).sketches()).hasSize(features.length);
    assertThat(sketched(ServingRole.SHADOW, features).sketches()).isEmpty();
  }
}
