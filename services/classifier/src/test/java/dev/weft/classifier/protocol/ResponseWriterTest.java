package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.Bodies.element;
import static dev.weft.classifier.protocol.Bodies.floats;
import static dev.weft.classifier.protocol.Bodies.joined;
import static dev.weft.classifier.protocol.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.classifier.inflight.SynchronousAnswer;
import dev.weft.events.ModelRef;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final SynchronousAnswer.Answered ANSWER =
      new SynchronousAnswer.Answered(
          new ModelRef("m", 3),
          List.of("hat", "é"),
          new double[][] {{0.25, 0.75}, {0.5, 0.5}, {1, 0}},
          List.of());

  private static final SynchronousAnswer.Answered UNSURE =
      new SynchronousAnswer.Answered(
          ANSWER.model(),
          ANSWER.classes(),
          ANSWER.probabilities(),
          List.of(
              new Uncertainty(List.of(), -1.0),
              new Uncertainty(
                  List.of(UncertaintyReason.LOW_CONFIDENCE, UncertaintyReason.UNLIKE_TRAINING_DATA),
                  0.5),
              new Uncertainty(List.of(UncertaintyReason.LOW_CONFIDENCE), -0.25)));

  private static ResponseWriter.Body write(String id, Map<Output, Boolean> outputs) {
    return write(id, outputs, ANSWER);
  }

  private static ResponseWriter.Body write(
      String id, Map<Output, Boolean> outputs, SynchronousAnswer.Answered answer) {
    return ResponseWriter.write(new InferenceRequest(id, List.of(), null, outputs, false), answer);
  }

  @Test
  void aVersionThatSaysSoTellsWhyAnswersAreUncertain() throws Exception {
    var wanted = new LinkedHashMap<Output, Boolean>();
    wanted.put(Output.UNCERTAINTY, false);
    wanted.put(Output.OUTLIER_SCORE, true);

    var body = write(null, wanted, UNSURE);

    JsonNode json = JSON.readTree(body.bytes(), 0, body.jsonLength());
    assertThat(json.at("/outputs/0").toString())
        .isEqualTo(
            """
            {"name":"uncertainty","datatype":"BYTES","shape":[3],\
            "data":["","low_confidence,unlike_training_data","low_confidence"]}""");
    assertThat(json.at("/outputs/1/shape/0").asInt()).isEqualTo(3);
    assertThat(Arrays.copyOfRange(body.bytes(), body.jsonLength(), body.bytes().length))
        .isEqualTo(floats(-1, 0.5f, -0.25f));
  }

  @Test
  void aVersionThatSaysNothingOfUncertaintyLeavesItOut() throws Exception {
    var wanted = new LinkedHashMap<Output, Boolean>();
    wanted.put(Output.LABEL, false);
    wanted.put(Output.UNCERTAINTY, false);
    wanted.put(Output.OUTLIER_SCORE, false);

    JsonNode json = JSON.readTree(write(null, wanted).bytes());

    assertThat(json.path("outputs")).hasSize(1);
  }

  @Test
  void anAnswerInJsonIsAllJson() throws Exception {
    var wanted = new LinkedHashMap<Output, Boolean>();
    wanted.put(Output.LABEL, false);
    wanted.put(Output.PROBABILITIES, false);
    wanted.put(Output.CLASSES, false);
    var body = write("42", wanted);
    assertThat(body.isBinary()).isFalse();
    JsonNode expected =
        JSON.readTree(
            """
            {"model_name": "m", "model_version": "3", "id": "42", "outputs": [
              {"name": "label", "datatype": "BYTES", "shape": [3], "data": ["é", "hat", "hat"]},
              {"name": "probabilities", "datatype": "FP32", "shape": [3, 2],
               "data": [0.25, 0.75, 0.5, 0.5, 1.0, 0.0]},
              {"name": "classes", "datatype": "BYTES", "shape": [2], "data": ["hat", "é"]}]}\
            """);
    assertThat(JSON.readTree(body.bytes())).isEqualTo(expected);
  }

  @Test
  void binaryDataFollowsInTheOrderOfTheOutputs() throws Exception {
    var wanted = new LinkedHashMap<Output, Boolean>();
    wanted.put(Output.PROBABILITIES, true);
    wanted.put(Output.CLASSES, false);
    wanted.put(Output.LABEL, true);
    var body = write(null, wanted);
    byte[] data = Arrays.copyOfRange(body.bytes(), body.jsonLength(), body.bytes().length);
    byte[] labels = joined(element(utf8("é")), element(utf8("hat")), element(utf8("hat")));
    assertThat(data).isEqualTo(joined(floats(0.25f, 0.75f, 0.5f, 0.5f, 1, 0), labels));
    JsonNode json = JSON.readTree(body.bytes(), 0, body.jsonLength());
    assertThat(json.has("id")).isFalse();
    assertThat(json.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(24);
    assertThat(json.at("/outputs/0").has("data")).isFalse();
    assertThat(json.at("/outputs/1/data/0").asText()).isEqualTo("hat");
    assertThat(json.at("/outputs/2/parameters/binary_data_size").asInt()).isEqualTo(labels.length);
  }
}
