package dev.weft.systemtests.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Arguments of the command line, and input files of it. */
final class CommandCases {

  private static final Path STARTER =
      Path.of(System.getProperty("weft.root", "../.."))
          .resolve("services/starter-model/src/main/resources/dev/weft/startermodel");

  private CommandCases() {}

  static List<BadCase> all() {
    return Stream.of(arguments(), weights()).flatMap(List::stream).toList();
  }

  private static List<BadCase> arguments() {
    return List.of(
        command(
            "command-unknown",
            "a command that there is not",
            "exit 2",
            "Unmatched argument",
            "explode"),
        command(
            "command-option",
            "an option that there is not",
            "exit 2",
            "Unknown option",
            "publish",
            "--fast",
            "x"),
        command(
            "command-server",
            "a server that is no address",
            "exit 2",
            "--server must be an http or https URL",
            "status",
            "--server",
            "ftp://x"),
        command(
            "command-no-server",
            "a server where there is none",
            "exit 4",
            "",
            "status",
            "--server",
            "http://127.0.0.1:1"),
        command(
            "command-key-file",
            "a key file that there is not",
            "exit 2",
            "the file does not exist",
            "status",
            "--key-file",
            "nowhere"),
        command(
            "command-folder",
            "a folder that there is not",
            "exit 2",
            "nowhere",
            "publish",
            "nowhere"),
        command(
            "command-image", "an image that there is not", "exit 5", "nobody", "image", "nobody"));
  }

  private static List<BadCase> weights() {
    return List.of(
        command(
            "weights-missing",
            "a weight file that there is not",
            "exit 2",
            "the file nowhere.h5 does not exist",
            "import-weights",
            "nowhere.h5",
            "--s3",
            "STORE"),
        file("weights-empty", "a weight file of no bytes", "is not an HDF5 file", new byte[0]),
        file(
            "weights-text",
            "a weight file that is a text",
            "is not an HDF5 file",
            "no weights".getBytes(UTF_8)),
        file(
            "weights-signature",
            "a weight file of a signature alone",
            "is not an HDF5 file",
            new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'}),
        new BadCase(
            "weights-cut-off",
            "a weight file that is cut off",
            "exit 6",
            "damaged",
            weft -> imported(weft, "weights-cut-off.h5", half(starter()))),
        new BadCase(
            "weights-classes",
            "names for more classes than the file has",
            "exit 6",
            "but 2 names were given",
            weft -> imported(weft, "weights-classes.h5", starter(), "--classes", "a,b")),
        new BadCase(
            "weights-name",
            "a model's name with path traversal (`../`)",
            "exit 6",
            "name",
            weft -> imported(weft, "weights-name.h5", starter(), "--name", "../clothing")),
        new BadCase(
            "weights-size",
            "images of nine pixels",
            "exit 2",
            "Xception requires 71x71",
            weft -> imported(weft, "weights-size.h5", starter(), "--size", "9x9")));
  }

  private static BadCase command(
      String id, String what, String kind, String says, String... arguments) {
    return new BadCase(id, what, kind, says, weft -> weft.command(Map.of(), arguments));
  }

  private static BadCase file(String id, String what, String says, byte[] bytes) {
    return new BadCase(id, what, "exit 6", says, weft -> imported(weft, id + ".h5", bytes));
  }

  private static Answer imported(RunningWeft weft, String name, byte[] bytes, String... options)
      throws IOException, InterruptedException {
    return weft.command(
        Map.of(name, bytes),
        Stream.concat(Stream.of("import-weights", name, "--s3", "STORE"), Stream.of(options))
            .toArray(String[]::new));
  }

  private static byte[] starter() throws IOException {
    try (Stream<Path> files = Files.walk(STARTER)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".h5")).findFirst().orElseThrow());
    }
  }

  private static byte[] half(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, bytes.length / 2);
  }
}
