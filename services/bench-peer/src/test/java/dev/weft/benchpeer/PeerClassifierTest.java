package dev.weft.benchpeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerClassifierTest {
  private static final int PIXELS = ColourNetwork.SIZE * ColourNetwork.SIZE;

  private final PeerImages images = new PeerImages(ColourNetwork.SIZE, ColourNetwork.SIZE);

  @Test
  void aTensorHasPlanesOfRedGreenAndBlueFromMinusOneToOne() throws IOException {
    FloatBuffer tensor = FloatBuffer.allocate(3 * PIXELS);

    images.read(ColourImage.number(1).png(), tensor);

    assertThat(tensor.remaining()).isZero();
    assertThat(tensor.get(PIXELS)).as("green").isBetween(0.4f, 1f);
    assertThat(tensor.get(0)).as("red").isBetween(-1f, -0.4f);
    assertThat(tensor.get(2 * PIXELS)).as("blue").isBetween(-1f, -0.4f);
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThatThrownBy(() -> images.read(new byte[100], FloatBuffer.allocate(3 * PIXELS)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void eachImageOfABatchGetsProbabilitiesOfItsOwn() throws Exception {
    try (PeerModel model = PeerModel.load(ColourNetwork.right().onnx(), images)) {
      FloatBuffer batch = model.tensor(3);
      for (int i = 0; i < 3; i++) {
        images.read(ColourImage.number(i).png(), batch);
      }

      float[][] probabilities = model.run(batch.flip(), 3);

      for (int i = 0; i < 3; i++) {
        assertThat(probabilities[i][i]).isGreaterThan(0.9f);
      }
    }
  }

  @Test
  void probabilitiesSumToOneForLargeLogitsToo() {
    float[] probabilities = PeerModel.softmax(new float[] {1000, 999, -1000});

    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-6f));
    assertThat(probabilities[0] / probabilities[1]).isCloseTo((float) Math.E, within(1e-4f));
  }

  @Test
  void anAnswerNamesTheMostProbableClassAndAllOthers() throws IOException {
    String answer =
        PeerClassifier.answer("a", List.of("hat", "shoes"), new float[] {0.25f, 0.75f}, 0.5);

    assertThat(new ObjectMapper().readTree(answer))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"imageId": "a", "label": "shoes", "probability": 0.75,
                     "probabilities": {"hat": 0.25, "shoes": 0.75},
                     "timings": {"inferSeconds": 0.5}}
                    """));
  }

  @Test
  void settingsAreReadFromTheEnvironmentThatIsWrittenForThem() {
    Map<String, String> backends =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "WEFT_S3_ENDPOINT", "http://127.0.0.1:2",
            "WEFT_S3_BUCKET", "bucket",
            "WEFT_S3_ACCESS_KEY", "key",
            "WEFT_S3_SECRET_KEY", "secret");

    assertThat(PeerSettings.of(PeerSettings.env(backends, "models/a/1/", "in", "out", 4)))
        .isEqualTo(
            new PeerSettings(
                "127.0.0.1:1",
                "http://127.0.0.1:2",
                "key",
                "secret",
                "bucket",
                "models/a/1/",
                "in",
                "out",
                4));
  }
}
