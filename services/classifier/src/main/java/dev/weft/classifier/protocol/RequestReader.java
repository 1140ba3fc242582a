package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.InvalidRequestException.invalid;
import static dev.weft.classifier.protocol.InvalidRequestException.tooLarge;

import dev.weft.classifier.protocol.RequestDocument.Input;
import dev.weft.events.Excerpt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the body of an inference request, in JSON or with appended binary tensor data. */
public final class RequestReader {

  /** Header with the length of the JSON object, if binary data follows it. */
  public static final String HEADER = "Inference-Header-Content-Length";

  /** Name of the input of image files. */
  public static final String IMAGE = "image";

  /** Name of the input of tensors. */
  public static final String PIXELS = "pixels";

  private static final String BINARY_SIZE = "binary_data_size";

  private RequestReader() {}

  /**
   * Reads a body. The result refers to it, so it must not be modified.
   *
   * @param headerLength value of {@link #HEADER}; null if the client sent none
   * @param maxImages limit of images
   * @throws InvalidRequestException if the request is malformed or too large
   */
  public static InferenceRequest read(byte[] body, String headerLength, int maxImages) {
    int length = headerLength == null ? body.length : jsonLength(headerLength, body.length);
    RequestDocument document = RequestJson.read(body, length, maxImages);
    Input input = only(document.inputs());
    ByteBuffer binary = null;
    Object size = input.parameters().get(BINARY_SIZE);
    if (size != null) {
      binary = binary(body, length, size, headerLength != null);
    } else if (length < body.length) {
      throw invalid(
          "%d bytes follow the JSON object, but the input has no %s",
          body.length - length, BINARY_SIZE);
    }
    if ((binary == null) == (input.data() == null)) {
      throw invalid(
          "input %s must have its elements either as data or as binary data (%s), %s",
          input.name(), BINARY_SIZE, binary == null ? "but has none" : "not both");
    }
    return switch (input.name()) {
      case IMAGE -> {
        int n = files(input, maxImages);
        yield new InferenceRequest(
            document.id(),
            binary == null ? ImageTensor.ofJson(input, n) : ImageTensor.ofBinary(binary, n),
            null,
            outputs(document),
            !document.outputs().isEmpty());
      }
      case PIXELS -> {
        int n = tensors(input, maxImages);
        var pixels = new InferenceRequest.Size(input.shape().get(2), input.shape().get(3));
        yield new InferenceRequest(
            document.id(),
            binary == null
                ? PixelTensors.ofJson(input, n, pixels)
                : PixelTensors.ofBinary(binary, n, pixels),
            pixels,
            outputs(document),
            !document.outputs().isEmpty());
      }
      default ->
          throw invalid(
              "the input %s does not exist; available inputs are %s (BYTES [n]) and %s (FP32 [n, 3,"
                  + " height, width])",
              Excerpt.of(input.name()), IMAGE, PIXELS);
    };
  }

  private static int jsonLength(String header, int body) {
    int length;
    try {
      length = Integer.parseInt(header.strip());
    } catch (NumberFormatException e) {
      length = -1;
    }
    if (length < 1 || length > body) {
      throw invalid(
          "%s must be 1 to %d, the length of the body, but is %s",
          HEADER, body, Excerpt.of(header));
    }
    return length;
  }

  private static Input only(List<Input> inputs) {
    if (inputs.size() != 1) {
      throw invalid(
          "the request must have 1 input, %s or %s, but has %d", IMAGE, PIXELS, inputs.size());
    }
    return inputs.get(0);
  }

  private static ByteBuffer binary(byte[] body, int json, Object size, boolean hasHeader) {
    int left = body.length - json;
    if (!hasHeader) {
      throw invalid("%s is given, but the header %s is not", BINARY_SIZE, HEADER);
    }
    if (!(size instanceof Long bytes) || bytes != left) {
      throw invalid(
          "%s must be %d, the number of bytes after the JSON object, but is %s",
          BINARY_SIZE, left, Excerpt.of(size.toString()));
    }
    return ByteBuffer.wrap(body, json, left);
  }

  /** Number of files according to the shape. */
  private static int files(Input input, int maxImages) {
    datatype(input, "BYTES");
    List<Long> shape = input.shape();
    boolean column = shape.size() == 2 && shape.get(1) == 1;
    if (shape.size() != 1 && !column) {
      throw invalid("input %s must have the shape [n], but has %s", IMAGE, shape);
    }
    return images(shape, maxImages);
  }

  /** Number of tensors according to the shape. */
  private static int tensors(Input input, int maxImages) {
    datatype(input, "FP32");
    List<Long> shape = input.shape();
    if (shape.size() != 4 || shape.get(1) != 3 || shape.get(2) < 1 || shape.get(3) < 1) {
      throw invalid(
          "input %s must have the shape [n, 3, height, width], but has %s", PIXELS, shape);
    }
    return images(shape, maxImages);
  }

  private static void datatype(Input input, String datatype) {
    if (!input.datatype().equals(datatype)) {
      throw invalid(
          "input %s must have the datatype %s, but has %s",
          input.name(), datatype, Excerpt.of(input.datatype()));
    }
  }

  private static int images(List<Long> shape, int maxImages) {
    long n = shape.get(0);
    if (n < 1) {
      throw invalid("a request must contain at least 1 image, but the shape is %s", shape);
    }
    if (n > maxImages) {
      throw tooLarge("a request may contain at most %d images; this one has %d", maxImages, n);
    }
    return (int) n;
  }

  private static Map<Output, Boolean> outputs(RequestDocument document) {
    boolean binary = flag(document.parameters(), "binary_data_output", false);
    Map<Output, Boolean> wanted = new LinkedHashMap<>();
    for (var asked : document.outputs()) {
      Output output =
          Output.named(asked.name())
              .orElseThrow(
                  () ->
                      invalid(
                          "the output %s does not exist; available outputs are %s",
                          Excerpt.of(asked.name()),
                          Arrays.stream(Output.values()).map(Output::tensor).toList()));
      wanted.put(output, flag(asked.parameters(), "binary_data", binary));
    }
    if (wanted.isEmpty()) {
      Arrays.stream(Output.values()).forEach(output -> wanted.put(output, binary));
    }
    return wanted;
  }

  private static boolean flag(Map<String, Object> parameters, String name, boolean otherwise) {
    Object value = parameters.getOrDefault(name, otherwise);
    if (!(value instanceof Boolean)) {
      throw invalid("%s must be true or false, but is %s", name, Excerpt.of(value.toString()));
    }
    return (Boolean) value;
  }
}
