package dev.weft.trainer.report.picture;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.trainer.report.Reports;
import dev.weft.trainer.report.file.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a separate JVM without any font, as in a container without fontconfig. */
@EnabledOnOs(OS.LINUX)
class FontlessTest {
  @TempDir private Path directory;

  public static void main(String[] arguments) {
    ReportWriter.write(Reports.whole(2, 40).build(), Path.of(arguments[0]));
  }

  @Test
  void writesTheReportAndSaysWhyItHasNoPictures() throws IOException, InterruptedException {
    Process java = fontless().start();

    assertThat(java.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(Files.readString(directory.resolve("log"))).isZero();
    JsonNode json = new ObjectMapper().readTree(directory.resolve("out/report.json").toFile());
    assertThat(json.get("pictures")).isEmpty();
    assertThat(json.get("picturesMissing").asText())
        .startsWith("curves.png, confusion.png, classes.png, calibration.png could not be drawn: ")
        .endsWith("; drawing requires fontconfig and a font on the machine");
  }

  private ProcessBuilder fontless() throws IOException {
    Path configuration = directory.resolve("fonts.conf");
    Files.writeString(configuration, "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    var java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Java caches the fonts that it found in the home folder.
            "-Duser.home=" + directory,
            FontlessTest.class.getName(),
            directory.resolve("out").toString());
    java.environment().put("FONTCONFIG_FILE", configuration.toString());
    java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return java.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
  }
}
