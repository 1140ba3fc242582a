package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs each Java example in docs/client.md, and checks that it does what the page
 * says.
 */
class ClientPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "client.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String IMAGE =
      """
      {"id":"one","state":"classified","label":"shirt","tags":{},"predictions":[{"model":
      {"name":"clothing","version":1},"role":"primary","labels":[{"label":"hat","probability":0.75}]
      }]}\
      """;
  private static final String EVENT =
      """
      event: image-rejected
      id: 1
      data: {"imageId":"other","reason":"not_an_image","detail":""}

      """;
  private static final String STATE = "{\"model\":\"clothing\",\"revision\":7}";

  @TempDir Path folder;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
  }

  /** Compiles a class, calls its main method, and returns its output. */
  private String run(String name, String program, String... args) throws Exception {
    Path source = Files.writeString(folder.resolve(name + ".java"), program);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(result).as(program).isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      classes.loadClass(name).getMethod("main", String[].class).invoke(null, new Object[] {args});
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theProgramUploadsReadsAndLabels() throws Exception {
    Path photo = Files.writeString(folder.resolve("1.jpg"), "a photograph");
    Map<String, String> stream = Map.of("Content-Type", "text/event-stream");
    server
        .always("GET /v1/predictions/stream", 200, stream, EVENT)
        .always("POST /v1/images?wait=PT30S", 200, Map.of(), IMAGE)
        .always("POST /v1/images/one/label", 200, Map.of(), IMAGE)
        .always("GET /v1/images/one", 200, Map.of(), IMAGE);

    String printed = run("Photograph", blocks().get(0), server.url().toString(), photo.toString());

    assertThat(printed).contains("hat 0.75 by clothing:1", "labeled: shirt");
    assertThat(server.asked)
        .anyMatch(asked -> "camera=front,file=1.jpg".equals(asked.header("Weft-tags")))
        .anyMatch(asked -> asked.body().equals("{\"label\":\"shirt\"}"));
  }

  @Test
  void aTrainingAndARolloutAreAskedFor() throws Exception {
    server
        .always("POST /v1/trainings", 202, Map.of(), "{\"id\":\"autumn\",\"state\":\"queued\"}")
        .always("GET /v1/trainings/autumn", 200, Map.of(), "{\"state\":\"published\"}")
        .always("GET /v1/rollouts/clothing", 200, Map.of(), STATE)
        .always("POST /v1/rollouts/clothing/promote", 200, Map.of(), STATE);

    run("Piece", inAClass(blocks().get(1)), server.url().toString());

    assertThat(server.last().header("If-match")).isEqualTo("\"7\"");
    assertThat(server.last().body()).isEqualTo("{\"reason\":\"it is better\",\"by\":\"ann\"}");
  }

  private static String inAClass(String statements) {
    return """
    import dev.weft.client.*;
    import dev.weft.client.rollout.*;
    import dev.weft.client.training.*;

    public class Piece {
      public static void main(String[] args) throws Exception {
        WeftClient weft =
            WeftClient.builder().address(java.net.URI.create(args[0])).build();
    %s
      }
    }
    """
        .formatted(statements);
  }
}
