package dev.weft.classifier.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.base.Argmax;
import dev.weft.classifier.inflight.SynchronousAnswer.Answered;
import dev.weft.events.image.UncertaintyReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code $inference_response}: a JSON object, followed by the outputs that were requested as
 * binary data.
 */
public final class ResponseWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FLOATS = "FP32";

  private final InferenceRequest request;
  private final Answered answer;
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

  private ResponseWriter(InferenceRequest request, Answered answer) {
    this.request = request;
    this.answer = answer;
  }

  /**
   * A response body.
   *
   * @param jsonLength length of the JSON object in bytes; that of the body if no binary data
   *     follows
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Body(byte[] bytes, int jsonLength) {
    /** Whether binary data follows the object. */
    public boolean isBinary() {
      return jsonLength < bytes.length;
    }
  }

  /** Writes the requested outputs. */
  public static Body write(InferenceRequest request, Answered answer) {
    try {
      return new ResponseWriter(request, answer).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Body write() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model_name", answer.model().name());
      json.writeStringField("model_version", Integer.toString(answer.model().version()));
      if (request.id() != null) {
        json.writeStringField("id", request.id());
      }
      json.writeArrayFieldStart("outputs");
      for (var wanted : request.outputs().entrySet()) {
        if (isThere(wanted.getKey())) {
          write(json, wanted.getKey(), wanted.getValue());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    int length = bytes.size();
    binary.writeTo(bytes);
    return new Body(bytes.toByteArray(), length);
  }

  /** Whether the output is available; a policy may have changed that while the request waited. */
  private boolean isThere(Output output) {
    return switch (output) {
      case LABEL, PROBABILITIES, CLASSES -> true;
      case UNCERTAINTY -> !answer.uncertainty().isEmpty();
      case OUTLIER_SCORE ->
          !answer.uncertainty().isEmpty()
              && answer.uncertainty().stream().allMatch(one -> one.outlierScore() != null);
    };
  }

  private void write(JsonGenerator json, Output output, boolean asBinary) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", output.tensor());
    json.writeStringField("datatype", output.datatype());
    json.writeFieldName("shape");
    int[] shape = shape(output);
    json.writeArray(shape, 0, shape.length);
    if (asBinary) {
      byte[] data =
          output.datatype().equals(FLOATS) ? bytes(numbers(output)) : elements(texts(output));
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", data.length);
      json.writeEndObject();
      binary.write(data);
    } else {
      json.writeArrayFieldStart("data");
      writeData(json, output);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void writeData(JsonGenerator json, Output output) throws IOException {
    if (output.datatype().equals(FLOATS)) {
      for (float number : numbers(output)) {
        json.writeNumber(number);
      }
    } else {
      for (String text : texts(output)) {
        json.writeString(text);
      }
    }
  }

  private int[] shape(Output output) {
    int images = answer.probabilities().length;
    int classes = answer.classes().size();
    return switch (output) {
      case LABEL, UNCERTAINTY, OUTLIER_SCORE -> new int[] {images};
      case PROBABILITIES -> new int[] {images, classes};
      case CLASSES -> new int[] {classes};
    };
  }

  private List<String> texts(Output output) {
    return switch (output) {
      case CLASSES -> answer.classes();
      case UNCERTAINTY ->
          answer.uncertainty().stream()
              .map(
                  one ->
                      one.reasons().stream()
                          .map(UncertaintyReason::code)
                          .collect(Collectors.joining(",")))
              .toList();
      default -> Arrays.stream(answer.probabilities()).map(this::label).toList();
    };
  }

  /** Ties are broken by the order of the classes, as in predictions. */
  private String label(double[] probabilities) {
    return answer.classes().get(Argmax.of(probabilities));
  }

  /** Values in row-major order. */
  private float[] numbers(Output output) {
    if (output == Output.OUTLIER_SCORE) {
      float[] scores = new float[answer.uncertainty().size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = answer.uncertainty().get(i).outlierScore().floatValue();
      }
      return scores;
    }
    int classes = answer.classes().size();
    float[] all = new float[answer.probabilities().length * classes];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) answer.probabilities()[i / classes][i % classes];
    }
    return all;
  }

  private static byte[] bytes(float[] numbers) {
    var data = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      data.putFloat(number);
    }
    return data.array();
  }

  private static byte[] elements(List<String> texts) {
    var data = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] element = text.getBytes(StandardCharsets.UTF_8);
      var length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      data.writeBytes(length.putInt(element.length).array());
      data.writeBytes(element);
    }
    return data.toByteArray();
  }
}
