package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.goodImage;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.systemtests.badinput.BadCase.Attempt;
import dev.weft.testsupport.inputs.BadInputs;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Requests of the Open Inference Protocol. */
final class InferenceCases {

  private static final String INFER = "/v2/models/colours/infer";
  private static final String HEADER = "Inference-Header-Content-Length";

  private InferenceCases() {}

  static List<BadCase> all() {
    return Stream.of(documents(), tensors(), binary(), images(), requests())
        .flatMap(List::stream)
        .toList();
  }

  private static List<BadCase> documents() {
    return List.of(
        json("infer-empty", "no body", "400", "the request must be an object", ""),
        json(
            "infer-cut-off",
            "JSON that is cut off",
            "400",
            "the request is not JSON",
            "{\"inputs\": ["),
        json("infer-array", "JSON that is no object", "400", "the request must be an object", "[]"),
        json(
            "infer-deep",
            "arrays in arrays, 10,000 deep",
            "400",
            "the request is not JSON",
            "{\"more\": " + "[".repeat(10_000)),
        json(
            "infer-field-twice",
            "a field twice",
            "400",
            "the request is not JSON",
            "{\"id\": \"a\", \"id\": \"b\"}"),
        json(
            "infer-trailing",
            "something behind the object",
            "400",
            "there is data after",
            "{\"inputs\": []} {}"),
        json("infer-no-inputs", "no inputs", "400", "the request has no inputs", "{}"),
        json(
            "infer-inputs-text",
            "inputs that are a text",
            "400",
            "inputs must be an array",
            "{\"inputs\": \"image\"}"),
        json(
            "infer-two-inputs",
            "two inputs",
            "400",
            "must have 1 input",
            "{\"inputs\": [%s, %s]}"
                .formatted(
                    input("image", "BYTES", "[1]", "\"\""),
                    input("image", "BYTES", "[1]", "\"\""))),
        json(
            "infer-1000-inputs",
            "a thousand inputs",
            "400",
            "more than 16 tensors",
            "{\"inputs\": [%s%s]}"
                .formatted(
                    (input("image", "BYTES", "[1]", "\"\"") + ",").repeat(999),
                    input("image", "BYTES", "[1]", "\"\""))),
        json(
            "infer-unknown-input",
            "an input that there is not",
            "400",
            "the input \"sound\" does not exist",
            one("sound", "BYTES", "[1]", "\"\"")),
        json(
            "infer-unknown-output",
            "an output that there is not",
            "400",
            "the output \"mood\" does not exist",
            "{\"inputs\": [%s], \"outputs\": [{\"name\": \"mood\"}]}"
                .formatted(input("image", "BYTES", "[1]", "\"" + image() + "\""))));
  }

  private static List<BadCase> tensors() {
    return List.of(
        json(
            "infer-datatype",
            "another datatype",
            "400",
            "must have the datatype BYTES",
            one("image", "INT64", "[1]", "1")),
        json(
            "infer-no-data",
            "no data",
            "400",
            "must have its elements",
            "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"BYTES\", \"shape\": [1]}]}"),
        json(
            "infer-shape-none",
            "a shape of no dimension",
            "400",
            "must have the shape [n]",
            one("image", "BYTES", "[]", "\"\"")),
        json(
            "infer-shape-zero",
            "no images",
            "400",
            "at least 1 image",
            one("image", "BYTES", "[0]", "")),
        json(
            "infer-shape-negative",
            "fewer images than none",
            "400",
            "at least 1 image",
            one("image", "BYTES", "[-1]", "")),
        json(
            "infer-shape-long",
            "a shape of 100 dimensions",
            "400",
            "more than 8 dimensions",
            one("image", "BYTES", "[1" + ",1".repeat(99) + "]", "\"\"")),
        json(
            "infer-shape-overflow",
            "a shape that no memory holds",
            "400",
            "does not fit",
            one("pixels", "FP32", "[1, 3, 4294967296, 4294967296]", "0")),
        json(
            "infer-shape-number",
            "a shape of a number that no long holds",
            "400",
            "the request is not JSON",
            one("image", "BYTES", "[99999999999999999999]", "\"\"")),
        json(
            "infer-shape-size",
            "images of another size than the network's",
            "400",
            "71",
            one("pixels", "FP32", "[1, 3, 2, 2]", "0,0,0,0,0,0,0,0,0,0,0,0")),
        json(
            "infer-too-few",
            "fewer elements than the shape names",
            "400",
            "requires 2 strings",
            one("image", "BYTES", "[2]", "\"" + image() + "\"")),
        json(
            "infer-too-many-images",
            "65 images",
            "413",
            "may contain at most 64 images",
            one("image", "BYTES", "[65]", "\"\"")),
        json(
            "infer-numbers-for-files",
            "numbers where files are",
            "400",
            "",
            one("image", "BYTES", "[1]", "1, 2, 3")),
        json(
            "infer-strings-for-numbers",
            "texts where numbers are",
            "400",
            "must contain numbers, not strings",
            one("pixels", "FP32", "[1, 3, 71, 71]", "\"a\"")),
        json(
            "infer-null",
            "an element that is null",
            "400",
            "must contain only numbers or strings",
            one("image", "BYTES", "[1]", "null")),
        json(
            "infer-not-a-number",
            "numbers that are none",
            "400",
            "the request is not JSON",
            one("pixels", "FP32", "[1, 3, 71, 71]", "NaN")));
  }

  private static List<BadCase> binary() {
    byte[] head =
        "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"BYTES\", \"shape\": [1], \"parameters\": {\"binary_data_size\": 8}}]}"
            .getBytes(UTF_8);
    return List.of(
        binary(
            "infer-header-no-number",
            "a header's length that is no number",
            "must be 1 to",
            "many",
            head),
        binary("infer-header-negative", "a header's length below zero", "must be 1 to", "-1", head),
        binary(
            "infer-header-beyond",
            "a header's length beyond the body",
            "must be 1 to",
            "99999",
            head),
        binary(
            "infer-header-into-json",
            "a header's length that ends within the JSON",
            "the request is not JSON",
            "10",
            head),
        binary(
            "infer-binary-missing",
            "fewer binary data than it says",
            "binary_data_size must be 0",
            "" + head.length,
            head),
        binary(
            "infer-binary-more",
            "more binary data than it says",
            "binary_data_size must be 9",
            "" + head.length,
            joined(head, new byte[9])),
        binary(
            "infer-binary-length",
            "a file longer than its data",
            "but only 4 are left",
            "" + head.length,
            joined(head, little(1_000_000, 0))),
        binary(
            "infer-binary-length-unsigned",
            "a file of 4 GiB by its length",
            "has a length of 4294967295 bytes",
            "" + head.length,
            joined(head, little(-1, 0))),
        binary(
            "infer-binary-behind",
            "bytes behind the last file",
            "follow the last of 1 images",
            "" + head.length,
            joined(head, little(0, 0))));
  }

  private static List<BadCase> images() {
    return List.of(
        json(
            "infer-no-base64",
            "a file that is no base64",
            "400",
            "image 0 is not valid base64",
            one("image", "BYTES", "[1]", "\"%%%\"")),
        json(
            "infer-no-file",
            "a file of no bytes",
            "400",
            "not_an_image",
            one("image", "BYTES", "[1]", "\"\"")),
        file("infer-text", "a file that is no image", "400", "not_an_image", "text-named-jpg.jpg"),
        file(
            "infer-cut-image",
            "an image that is cut off",
            "400",
            "corrupt_image",
            "jpeg-cut-in-half.jpg"),
        file("infer-svg", "a drawing", "400", "unsupported_format", "drawing.svg"),
        file(
            "infer-bomb",
            "an image of 400 megapixels in 16 KiB",
            "413",
            "too_many_pixels",
            "bomb-20000x20000.png"),
        new BadCase(
            "infer-one-of-two",
            "one bad image of two",
            "400",
            "image 1: not_an_image",
            infer(one("image", "BYTES", "[2]", "\"%s\", \"eHh4\"".formatted(image())))));
  }

  private static List<BadCase> requests() {
    return List.of(
        new BadCase(
            "infer-no-length",
            "no Content-Length",
            "411",
            "the Content-Length header is missing",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .to(INFER)
                            .POST(
                                BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(new byte[9]))))),
        new BadCase(
            "infer-compressed",
            "a compressed body",
            "415",
            "must not be compressed",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .to(INFER)
                            .header("Content-Encoding", "gzip")
                            .POST(BodyPublishers.ofByteArray(new byte[9])))),
        new BadCase(
            "infer-too-large",
            "a body of 33 MiB",
            "413",
            "a request may have at most",
            weft ->
                weft.web()
                    .send(
                        weft.web().to(INFER).POST(BodyPublishers.ofByteArray(new byte[33 << 20])))),
        new BadCase(
            "infer-unknown-model",
            "a model that there is not",
            "404",
            "hats",
            weft -> weft.web().json("POST", "/v2/models/hats/infer", "{}")),
        new BadCase(
            "infer-unknown-version",
            "a version that is not loaded",
            "404",
            "99",
            weft -> weft.web().json("POST", "/v2/models/colours/versions/99/infer", "{}")),
        new BadCase(
            "infer-version-text",
            "a version that is no number",
            "404",
            "newest",
            weft -> weft.web().json("POST", "/v2/models/colours/versions/newest/infer", "{}")),
        new BadCase(
            "infer-model-climbs",
            "a model's name with path traversal (`../`)",
            "404",
            "",
            weft -> weft.web().json("POST", "/v2/models/..%2Fcolours/infer", "{}")));
  }

  private static BadCase json(String id, String what, String kind, String says, String body) {
    return new BadCase(id, what, kind, says, infer(body));
  }

  private static Attempt infer(String body) {
    return weft -> weft.web().json("POST", INFER, body);
  }

  private static BadCase binary(String id, String what, String says, String length, byte[] body) {
    return new BadCase(
        id,
        what,
        "400",
        says,
        weft -> {
          HttpRequest.Builder request =
              weft.web().to(INFER).header(HEADER, length).POST(BodyPublishers.ofByteArray(body));
          return weft.web().send(request);
        });
  }

  private static BadCase file(String id, String what, String kind, String says, String name) {
    return new BadCase(
        id,
        what,
        kind,
        says,
        weft -> {
          String base64 = Base64.getEncoder().encodeToString(BadInputs.named(name).bytes());
          return infer(one("image", "BYTES", "[1]", "\"" + base64 + "\"")).on(weft);
        });
  }

  private static String one(String name, String datatype, String shape, String data) {
    return "{\"inputs\": [" + input(name, datatype, shape, data) + "]}";
  }

  private static String input(String name, String datatype, String shape, String data) {
    return "{\"name\": \"%s\", \"datatype\": \"%s\", \"shape\": %s, \"data\": [%s]}"
        .formatted(name, datatype, shape, data);
  }

  private static String image() {
    return Base64.getEncoder().encodeToString(goodImage());
  }

  private static byte[] little(int first, int second) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(first)
        .putInt(second)
        .array();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
