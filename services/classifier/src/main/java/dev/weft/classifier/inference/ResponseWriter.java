package dev.weft.classifier.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.classifier.inflight.SynchronousAnswer.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes {@code $inference_response}: an object, then what is wanted as binary data. */
public final class ResponseWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private final InferenceRequest request;
  private final Answered answer;
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

  private ResponseWriter(InferenceRequest request, Answered answer) {
    this.request = request;
    this.answer = answer;
  }

  /**
   * An answer as it is sent.
   *
   * @param jsonLength bytes of the object; all of the body if no binary data follows
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Body(byte[] bytes, int jsonLength) {
    /** Whether binary data follows the object. */
    public boolean isBinary() {
      return jsonLength < bytes.length;
    }
  }

  /** Writes the outputs that the request wants. */
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
        write(json, wanted.getKey(), wanted.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    int length = bytes.size();
    binary.writeTo(bytes);
    return new Body(bytes.toByteArray(), length);
  }

  private void write(JsonGenerator json, Output output, boolean asBinary) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", output.tensor());
    json.writeStringField("datatype", output.datatype());
    json.writeFieldName("shape");
    int[] shape = shape(output);
    json.writeArray(shape, 0, shape.length);
    if (asBinary) {
      byte[] data = output == Output.PROBABILITIES ? floats() : elements(texts(output));
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
    if (output == Output.PROBABILITIES) {
      for (double[] row : answer.probabilities()) {
        for (double probability : row) {
          json.writeNumber((float) probability);
        }
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
      case LABEL -> new int[] {images};
      case PROBABILITIES -> new int[] {images, classes};
      case CLASSES -> new int[] {classes};
    };
  }

  private List<String> texts(Output output) {
    return output == Output.CLASSES
        ? answer.classes()
        : Arrays.stream(answer.probabilities()).map(this::label).toList();
  }

  /** Of equals the class that comes first, as in predictions. */
  private String label(double[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return answer.classes().get(best);
  }

  private byte[] floats() {
    int count = answer.probabilities().length * answer.classes().size();
    var data = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : answer.probabilities()) {
      for (double probability : row) {
        data.putFloat((float) probability);
      }
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
