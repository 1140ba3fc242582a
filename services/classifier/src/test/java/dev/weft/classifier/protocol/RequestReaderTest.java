package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.Bodies.binaryInput;
import static dev.weft.classifier.protocol.Bodies.element;
import static dev.weft.classifier.protocol.Bodies.floats;
import static dev.weft.classifier.protocol.Bodies.input;
import static dev.weft.classifier.protocol.Bodies.joined;
import static dev.weft.classifier.protocol.Bodies.uint32;
import static dev.weft.classifier.protocol.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.inflight.SynchronousInput;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final int MOST = 4;

  private static InferenceRequest json(String json) {
    return RequestReader.read(utf8(json), null, MOST);
  }

  private static InferenceRequest binary(String json, byte[] data) {
    byte[] object = utf8(json);
    return RequestReader.read(joined(object, data), Integer.toString(object.length), MOST);
  }

  private static List<String> texts(InferenceRequest request) {
    return request.images().stream()
        .map(SynchronousInput.ImageFile.class::cast)
        .map(f -> new String(Arrays.copyOfRange(f.bytes(), f.offset(), f.offset() + f.length())))
        .toList();
  }

  private static float[] values(InferenceRequest request, int image) {
    var buffer = ((SynchronousInput.Tensor) request.images().get(image)).values().duplicate();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static void assertRefused(
      InferenceCall call, InvalidRequestException.Kind kind, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(why);
  }

  private interface InferenceCall {
    void run();
  }

  private static void assertInvalid(InferenceCall call, String why) {
    assertRefused(call, InvalidRequestException.Kind.INVALID, why);
  }

  @Test
  void imageFilesComeInBase64() {
    var request =
        json(
            """
            {"id": "42", "inputs": [{"name": "image", "datatype": "BYTES", "shape": [2],
              "parameters": {"content_type": "base64"}, "data": ["aGVsbG8=", "eW91"]}]}\
            """);
    assertThat(request.id()).isEqualTo("42");
    assertThat(texts(request)).containsExactly("hello", "you");
  }

  @Test
  void imageFilesComeAsBinaryData() {
    byte[] data = joined(element(utf8("hello")), element(new byte[0]), element(utf8("you")));
    var request = binary(binaryInput("image", "BYTES", "[3]", data.length), data);
    assertThat(texts(request)).containsExactly("hello", "", "you");
  }

  @Test
  void tensorsComeNestedOrFlatOrAsBinaryData() {
    String nested = "[[[[0, 0.5]], [[1, 0]], [[0, -1e-1]]]]";
    float[] expected = {0, 0.5f, 1, 0, 0, -0.1f};
    assertThat(values(json(input("pixels", "FP32", "[1, 3, 1, 2]", nested)), 0))
        .containsExactly(expected);
    assertThat(values(json(input("pixels", "FP32", "[1,3,1,2]", "[0,0.5,1,0,0,-0.1]")), 0))
        .containsExactly(expected);
    byte[] data = floats(expected);
    var request = binary(binaryInput("pixels", "FP32", "[2, 3, 1, 1]", data.length), data);
    assertThat(values(request, 1)).containsExactly(0, 0, -0.1f);
    assertThat(request.size()).isEqualTo(new InferenceRequest.Size(1, 1));
  }

  @Test
  void allOutputsAreWantedUnlessSomeAreNamed() {
    String inputs = input("image", "BYTES", "[1]", "[\"eQ==\"]").replaceFirst("}$", "");
    assertThat(json(inputs + "}").outputs())
        .containsExactly(
            java.util.Map.entry(Output.LABEL, false),
            java.util.Map.entry(Output.PROBABILITIES, false),
            java.util.Map.entry(Output.CLASSES, false),
            java.util.Map.entry(Output.UNCERTAINTY, false),
            java.util.Map.entry(Output.OUTLIER_SCORE, false));
    assertThat(json(inputs + "}").areNamed()).isFalse();
    var some =
        json(
            inputs
                + """
                , "parameters": {"binary_data_output": true}, "outputs": [
                  {"name": "probabilities"},
                  {"name": "label", "parameters": {"binary_data": false}}]}\
                """);
    assertThat(some.outputs())
        .containsExactly(
            java.util.Map.entry(Output.PROBABILITIES, true),
            java.util.Map.entry(Output.LABEL, false));
    assertThat(some.areNamed()).isTrue();
    assertInvalid(
        () -> json(inputs + ", \"outputs\": [{\"name\": \"logits\"}]}"),
        "the output \"logits\" does not exist; available outputs are [label, probabilities,"
            + " classes, uncertainty, outlier_score]");
    assertInvalid(
        () -> json(inputs + ", \"parameters\": {\"binary_data_output\": 1}}"), "true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "999999", "x", "", "1.5", "99999999999999999999"})
  void aWrongLengthOfTheObjectIsNamed(String header) {
    byte[] body = utf8(input("image", "BYTES", "[1]", "[\"eQ==\"]"));
    assertInvalid(
        () -> RequestReader.read(body, header, MOST),
        "Inference-Header-Content-Length must be 1 to " + body.length);
  }

  @Test
  void aLengthThatCutsTheObjectOrReachesIntoTheDataIsFound() {
    byte[] data = element(utf8("hello"));
    byte[] object = utf8(binaryInput("image", "BYTES", "[1]", data.length));
    byte[] body = joined(object, data);
    for (int length = 1; length < object.length; length++) {
      String cut = Integer.toString(length);
      assertInvalid(() -> RequestReader.read(body, cut, MOST), "not JSON");
    }
    assertInvalid(
        () -> RequestReader.read(body, Integer.toString(object.length + 1), MOST), "not JSON");
    assertInvalid(() -> RequestReader.read(body, null, MOST), "not JSON");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 8, 10, Integer.MAX_VALUE, Long.MAX_VALUE})
  void aSizeOtherThanWhatFollowsIsRefused(long size) {
    byte[] data = element(utf8("hello"));
    assertInvalid(
        () -> binary(binaryInput("image", "BYTES", "[1]", size), data),
        "binary_data_size must be 9");
  }

  @Test
  void aSizeWithoutTheHeaderAndDataWithoutASizeAreRefused() {
    assertInvalid(
        () -> json(binaryInput("image", "BYTES", "[1]", 0)),
        "the header Inference-Header-Content-Length is not");
    assertInvalid(
        () -> binary(input("image", "BYTES", "[1]", "[\"eQ==\"]"), new byte[3]),
        "3 bytes follow the JSON object");
    assertInvalid(
        () ->
            binary(
                binaryInput("image", "BYTES", "[1]", 5)
                    .replace("\"shape\"", "\"data\": [\"eQ==\"], \"shape\""),
                element(utf8("y"))),
        "not both");
    assertInvalid(
        () ->
            json("{\"inputs\": [{\"name\": \"image\", \"datatype\": \"BYTES\", \"shape\": [1]}]}"),
        "but has none");
  }

  /** All ways in which the lengths may not match the data. */
  @Test
  void elementsThatDoNotFillTheDataExactlyAreRefused() {
    byte[] two = joined(element(utf8("hello")), element(utf8("you")));
    for (int length = 0; length < two.length; length++) {
      byte[] cut = Arrays.copyOf(two, length);
      assertInvalid(() -> binary(binaryInput("image", "BYTES", "[2]", cut.length), cut), "left");
    }
    byte[] longer = Arrays.copyOf(two, two.length + 1);
    assertInvalid(
        () -> binary(binaryInput("image", "BYTES", "[2]", longer.length), longer),
        "1 bytes follow the last of 2 images");
    byte[] huge = joined(uint32(-1), utf8("hello"));
    assertInvalid(
        () -> binary(binaryInput("image", "BYTES", "[1]", huge.length), huge),
        "has a length of 4294967295 bytes, but only 5 are left");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image|BYTES|[]|[n]",
        "image|BYTES|[1, 1, 1]|[n]",
        "image|BYTES|[1, 2]|[n]",
        "image|BYTES|[0]|at least 1 image",
        "image|BYTES|[-1]|at least 1 image",
        "image|BYTES|[2]|requires 2 strings",
        "image|UINT8|[1]|datatype BYTES",
        "pixels|FP64|[1, 3, 1, 1]|datatype FP32",
        "pixels|FP32|[3, 1, 1]|[n, 3, height, width]",
        "pixels|FP32|[1, 4, 1, 1]|[n, 3, height, width]",
        "pixels|FP32|[1, 3, 0, 1]|[n, 3, height, width]",
        "pixels|FP32|[1, 3, 1, 1]|numbers, not strings",
        "input0|FP32|[1]|the input \"input0\" does not exist",
        "image|BYTES|[1.5]|must be an integer",
        "image|BYTES|7|must be an array",
        "image|BYTES|[1, 1, 1, 1, 1, 1, 1, 1, 1]|dimensions",
        "image|BYTES|[99999999999999999999]|not JSON",
      })
  void aWrongNameDatatypeOrShapeIsNamed(String name, String datatype, String shape, String why) {
    assertInvalid(() -> json(input(name, datatype, shape, "[\"eQ==\"]")), why);
  }

  @Test
  void aShapeThatDoesNotFitTheNumbersIsRefusedWhateverItsSize() {
    for (String shape :
        List.of(
            "[1, 3, 1, 1]",
            "[2, 3, 1, 2]",
            "[1, 3, 9223372036854775807, 9223372036854775807]",
            "[1, 3, 2147483647, 715827882]",
            "[3, 3, 1, 4294967296]")) {
      byte[] data = floats(0, 0, 0, 0);
      assertInvalid(
          () -> binary(binaryInput("pixels", "FP32", shape, data.length), data), "does not fit");
    }
    assertInvalid(
        () -> binary(binaryInput("pixels", "FP32", "[1, 3, 1, 1]", 11), new byte[11]),
        "4 bytes per number");
  }

  @Test
  void moreImagesThanAllowedAreTooLarge() {
    var kind = InvalidRequestException.Kind.TOO_LARGE;
    assertRefused(
        () -> binary(binaryInput("image", "BYTES", "[5]", 4), uint32(0)),
        kind,
        "may contain at most 4 images; this one has 5");
    assertRefused(
        () -> json(input("image", "BYTES", "[5]", "[\"\",\"\",\"\",\"\",\"\"]")),
        kind,
        "more than 4 elements");
    assertRefused(
        () -> json(input("pixels", "FP32", "[9223372036854775807, 3, 1, 1]", "[0]")),
        kind,
        "may contain at most 4 images");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|must be an object",
        "7|must be an object",
        "{}|has no inputs",
        "{\"inputs\": []}|must have 1 input",
        "{\"inputs\": [{}, {}]}|inputs[0] has no name",
        "{\"inputs\": [7]}|inputs[0] must be an object",
        "{\"inputs\": {}}|inputs must be an array",
        "{\"inputs\": [{\"name\": 7}]}|inputs[0].name must be a string",
        "{\"inputs\": [{\"name\": \"image\"}]}|has no datatype",
        "{\"id\": 42, \"inputs\": []}|id must be a string",
        "{\"parameters\": {\"a\": []}, \"inputs\": []}|a string, a number or a boolean",
        "{\"inputs\": [|not JSON",
        "{\"inputs\": [], \"inputs\": []}|not JSON",
        "{\"inputs\": []} x|not JSON",
        "{\"inputs\": []} {}|there is data after",
        "NaN|not JSON",
      })
  void whatIsNoRequestIsNamed(String body, String why) {
    assertInvalid(() -> json(body), why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[NaN]", "[Infinity]", "[true]", "[null]", "[{}]", "\"eQ==\""})
  void whatIsNoElementIsRefused(String data) {
    assertThatThrownBy(() -> json(input("pixels", "FP32", "[1, 3, 1, 1]", data)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0{!in", "\0\0{\0", "{\0\0", "\0{\0\0"})
  void aBodyThatBeginsAsNoUtf8DoesIsRefusedAndNoFaultOfTheServer(String body) {
    assertInvalid(() -> json(body), "the request is not JSON");
  }

  @Test
  void dataIsNotNestedWithoutEnd() {
    String deep = "[".repeat(100_000);
    assertInvalid(() -> json(input("pixels", "FP32", "[1, 3, 1, 1]", deep)), "not JSON");
  }

  @Test
  void whatIsNoBase64AndAnotherContentTypeAreRefused() {
    assertInvalid(
        () -> json(input("image", "BYTES", "[1]", "[\"&&\"]")), "image 0 is not valid base64");
    assertInvalid(
        () ->
            json(
                """
                {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1],
                  "parameters": {"content_type": "str"}, "data": ["eQ=="]}]}\
                """),
        "content_type must be base64, but is \"str\"");
  }
}
