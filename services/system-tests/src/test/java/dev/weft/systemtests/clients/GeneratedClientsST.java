package dev.weft.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.systemtests.DrawnImages;
import dev.weft.systemtests.SmallModels;
import dev.weft.systemtests.WeftProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that openapi-generator generates from {@code schemas/openapi.yaml} upload an image and
 * read its prediction, which shows that the description is sufficient.
 */
class GeneratedClientsST {

  private static final Path DESCRIPTION =
      Path.of(System.getProperty("weft.root"), "schemas/openapi.yaml");

  /** Copied by the build. */
  private static final Path GENERATOR = Path.of("target/openapi-generator/cli.jar");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir static Path folder;

  private static WeftProcess weft;
  private static Path image;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("weft");
    SmallModels.putStarter(data);
    weft = WeftProcess.allInOne(data);
    weft.awaitReady();
    address = weft.uri("/").toString().replaceAll("/$", "");
    image = folder.resolve("shirt.jpg");
    Files.write(image, DrawnImages.named("shirt", 1).values().iterator().next());
  }

  @AfterAll
  static void stop() {
    if (weft != null) {
      weft.close();
    }
  }

  @Test
  void aPythonClientUploadsAnImageAndReadsItsPrediction() throws Exception {
    Python.assumeHas("urllib3", "dateutil", "pydantic", "typing_extensions");
    Path client = generate("python", "packageName=weft_client");
    Path program = program("client.py", "client.py");

    String printed =
        Command.of(Python.PROGRAM, program.toString(), address, image.toString())
            .with("PYTHONPATH", client.toString())
            .run()
            .well();

    assertThat(printed).matches("classified [a-z-]+ 0\\.\\d+\\s+");
  }

  @Test
  void aJavaClientUploadsAnImageAndReadsItsPrediction() throws Exception {
    Path client =
        generate("java", "library=apache-httpclient,useJakartaEe=true,openApiNullable=false");
    Path program = program("Client.java.txt", "Client.java");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes, client.resolve("src/main/java"), program);

    String printed =
        Command.of(JAVA, "-cp", classes + ":" + CLASS_PATH, "Client", address, image.toString())
            .run()
            .well();

    assertThat(printed).containsPattern("classified [a-z-]+ 0\\.\\d+");
  }

  private static Path generate(String language, String properties) throws Exception {
    Path client = folder.resolve(language);
    Command.of(
            JAVA,
            "-Xmx512m",
            "-jar",
            GENERATOR.toString(),
            "generate",
            "-i",
            DESCRIPTION.toString(),
            "-g",
            language,
            "-o",
            client.toString(),
            "--additional-properties=" + properties)
        .run()
        .well();
    return client;
  }

  private static Path program(String resource, String name) throws Exception {
    try (var in = GeneratedClientsST.class.getResourceAsStream(resource)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private static void compile(Path classes, Path client, Path program) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", CLASS_PATH));
    try (Stream<Path> sources = Files.walk(client)) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    arguments.add(program.toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
  }
}
