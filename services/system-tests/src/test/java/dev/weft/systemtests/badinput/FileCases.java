package dev.weft.systemtests.badinput;

import dev.weft.events.image.ObjectRef;
import dev.weft.testsupport.inputs.BadInput;
import dev.weft.testsupport.inputs.BadInputs;
import dev.weft.testsupport.inputs.CostlyInputs;
import dev.weft.testsupport.inputs.UnusualInputs;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files that are not images, and files that only look like images. */
final class FileCases {

  private static final int LARGEST = 20 << 20;

  private FileCases() {}

  static List<BadCase> all() {
    return Stream.of(
            BadInputs.all().stream().map(FileCases::bad),
            UnusualInputs.all().entrySet().stream().map(FileCases::unusual),
            Stream.of(costly(), white()))
        .flatMap(cases -> cases)
        .toList();
  }

  private static BadCase costly() {
    return new BadCase(
        "file-64-megapixels-in-114-kib-webp",
        "a WebP of 114 KiB whose 64 megapixels would take seconds",
        "rejected too_expensive",
        "decoding takes more than",
        weft -> weft.file(CostlyInputs.webp()));
  }

  private static BadCase white() {
    return new BadCase(
        "file-that-fails-the-engine",
        "an image on which the version that serves fails, and on no other",
        "rejected engine_failed",
        "",
        weft -> weft.file(UnusualInputs.white()));
  }

  /** Uploads the file if the gateway accepts its size; otherwise puts it into the store. */
  private static BadCase bad(BadInput input) {
    byte[] bytes = input.bytes();
    return new BadCase(
        id(input.name()),
        input.name(),
        "rejected " + input.reason(),
        "",
        weft ->
            bytes.length == 0 || bytes.length > LARGEST
                ? fromStore(weft, input)
                : weft.file(bytes));
  }

  private static Answer fromStore(RunningWeft weft, BadInput input) throws Exception {
    String key = "images/" + input.name();
    weft.put(key, input.bytes());
    return weft.image(
        UploadEvents.event(
            id(input.name()),
            new ObjectRef(RunningWeft.BUCKET, key, input.bytes().length, null),
            null));
  }

  private static BadCase unusual(Map.Entry<String, byte[]> file) {
    return new BadCase(
        id(file.getKey()), file.getKey(), "classified", "", weft -> weft.file(file.getValue()));
  }

  private static String id(String name) {
    return "file-" + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
