package dev.weft.cli.completion;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {

  @TempDir Path home;

  @Test
  void bashFindsTheScriptWhereItsCompletionLooksAndItIsReplacedByTheNext() throws Exception {
    Path file = home.resolve(".local/share/bash-completion/completions/weft");

    CliRun first = install("/usr/bin/bash");
    Files.writeString(file, "an older one");
    CliRun second = install("/usr/bin/bash");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("wrote " + file);
    assertThat(second.exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("#!/usr/bin/env bash").contains("status");
    assertThat(file.getParent().toFile().list()).containsExactly("weft");
  }

  @Test
  void bashCompletesACommandWithTheScript() throws Exception {
    install("bash");
    Path file = home.resolve(".local/share/bash-completion/completions/weft");
    String ask =
        "source '%s'; COMP_WORDS=(weft stat); COMP_CWORD=1; _complete_weft; echo ${COMPREPLY[@]}"
            .formatted(file);

    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes());

    assertThat(bash.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(said.strip()).endsWith("status");
  }

  @Test
  void zshLoadsTheScriptByALineThatIsAddedOnce() throws IOException {
    Path settings = Files.writeString(home.resolve(".zshrc"), "alias ll='ls -l'");

    CliRun first = install("/bin/zsh");
    CliRun second = install("/bin/zsh");

    assertThat(first.out()).contains("added to " + settings);
    assertThat(second.out()).contains("already loads it");
    assertThat(Files.readAllLines(settings)).hasSize(2).first().isEqualTo("alias ll='ls -l'");
    assertThat(Files.readAllLines(settings).get(1))
        .contains("bashcompinit", "source '" + home.resolve(".local/share/weft/completion") + "'");
    assertThat(home.resolve(".local/share/weft/completion")).isNotEmptyFile();
  }

  @Test
  void anotherShellIsAUsageErrorAndPrintingWritesNothing() {
    CliRun fish = install("/usr/bin/fish");
    CliRun none = CliRun.of(Map.of("HOME", home.toString()), "completion", "install");
    CliRun printed = CliRun.of(Map.of("HOME", home.toString()), "completion", "install", "--print");

    assertThat(fish.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(fish.err()).contains("fish", "--shell bash");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--shell bash");
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).startsWith("#!/usr/bin/env bash");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidWithAWayOut() throws IOException {
    Files.writeString(home.resolve(".local"), "a file");

    CliRun run = install("bash");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains(".local", "--print");
  }

  private CliRun install(String shell) {
    return CliRun.of(Map.of("HOME", home.toString(), "SHELL", shell), "completion", "install");
  }
}
