package dev.weft.systemtests.badinput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line, run by its launcher in a separate process. */
public final class CommandLine {

  private static final Path ROOT = Path.of(System.getProperty("weft.root", "../.."));
  private static final int MINUTES = 3;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder working directory of commands
   * @param environment environment variables of commands
   */
  public CommandLine(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  Path folder() {
    return folder;
  }

  /** Runs a command to its end. */
  public Answer run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("weft").toAbsolutePath().toString());
    command.addAll(arguments);
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("WEFT_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return Answer.of("no end", Files.readString(said));
    }
    return Answer.of("exit " + process.exitValue(), Files.readString(said));
  }
}
