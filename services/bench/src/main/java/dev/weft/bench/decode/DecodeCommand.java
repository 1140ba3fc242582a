package dev.weft.bench.decode;

import dev.weft.bench.setup.Narration;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench decode}. */
@Command(
    name = "decode",
    description = {
      "Measure the processor time of decoding a JPEG to the starter model's input: photographs, and"
          + " a generated picture of 12 megapixels.",
      "Shows the JDK's ImageIO beside it and, if installed, djpeg of libjpeg-turbo, which decodes to"
          + " the next size that is not smaller (Debian: libjpeg-turbo-progs)."
    })
public final class DecodeCommand implements Callable<Integer> {
  private final CommandSession session;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description =
          "Folder of photographs; those of the most frequent size are used. Default: a generated"
              + " picture of 400x533.")
  private Path photos;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Number of photographs, at most. Default: 100.")
  private int images;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of rounds, of which the fastest is reported. Default: 10.")
  private int rounds;

  public DecodeCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--images", images, 1, 1000);
    Numbers.requireIn("--rounds", rounds, 1, 1000);
    LibraryLogs.quiet();
    Path work = Files.createTempDirectory("weft-bench");
    try {
      boolean withDjpeg = Djpeg.isInstalled();
      if (!withDjpeg) {
        session.note("djpeg is not on the path, so it is not measured");
      }
      Path tiny = Files.write(work.resolve("tiny.jpg"), GrainyPicture.jpeg(8, 8));
      List<DecodedFiles> sets =
          List.of(
              photos == null
                  ? DecodedFiles.generated(400, 533, work)
                  : DecodedFiles.of(photos, images),
              DecodedFiles.generated(4_000, 3_000, work));
      DecodeResult result =
          new DecodeBench(Narration.of(session), tiny, withDjpeg, rounds).run(sets);
      session.print(result.lines(session.style()));
      session.printJson(result.toJson());
      return ExitCode.OK;
    } finally {
      Folders.delete(work);
    }
  }
}
