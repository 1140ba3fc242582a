package dev.weft.classifier.loadcheck;

import dev.weft.base.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts another JVM of the same Java installation with the same classes: those of the class path
 * or, if Quarkus was started from its folder, those of that folder.
 */
final class ChildJvm {

  /** System properties for where libraries look for their native libraries and extract them. */
  private static final List<String> INHERITED =
      List.of(
          "java.library.path",
          "jna.boot.library.path",
          "jna.library.path",
          "onnxruntime.",
          "org.bytedeco.javacpp.cachedir",
          "org.bytedeco.javacpp.platform",
          "org.nd4j.",
          "weft.cuda.",
          "weft.openvino.");

  /** Environment variable for the same, which is inherited. */
  private static final String OPENVINO = "WEFT_OPENVINO_LIBRARIES";

  /**
   * Prefixes of environment variables that are not inherited, so that code in a version's files
   * could not find the store's keys.
   */
  private static final List<String> SECRET = List.of("WEFT_", "AWS_", "KAFKA_", "QUARKUS_");

  /** Environment variables with options for this JVM only: agents, ports, a heap size. */
  private static final Set<String> OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Classes whose libraries a load needs first. */
  private static final List<String> FIRST =
      List.of(
          "dev.weft.classifier.loadcheck.CheckMain",
          "dev.weft.xception.engine.load.Engines",
          "ai.onnxruntime.OrtEnvironment",
          "com.sun.jna.Native",
          "org.nd4j.shade.protobuf.Message",
          "onnx.Onnx");

  private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;

  private ChildJvm() {}

  /**
   * Prepares a process.
   *
   * @param main class with a main method
   * @param temp folder for its temporary files
   * @param nativeBytes limit of JavaCPP's allocations
   * @param background whether it runs at a low priority
   */
  static ProcessBuilder builder(
      Class<?> main, Path temp, long heapBytes, long nativeBytes, boolean background) {
    List<String> command = new ArrayList<>(background ? atLowPriority() : List.of());
    command.add(java());
    command.add("-Xmx" + heapBytes);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-Xshare:auto", "-XX:+ErrorFileToStderr"));
    command.addAll(List.of("-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true"));
    if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-Djna.tmpdir=" + temp);
    command.add("-Dorg.bytedeco.javacpp.maxBytes=" + nativeBytes);
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + nativeBytes);
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> INHERITED.stream().anyMatch(name::startsWith))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .forEach(command::add);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath())));
    command.add(main.getName());
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ChildJvm::isLeftOut);
    return builder;
  }

  private static boolean isLeftOut(String variable) {
    return OPTIONS.contains(variable)
        || !variable.equals(OPENVINO) && SECRET.stream().anyMatch(variable::startsWith);
  }

  /**
   * Command prefix for a low priority, so that serving keeps the cores; empty where that is not
   * supported.
   */
  private static List<String> atLowPriority() {
    return Stream.of("/usr/bin/nice", "/bin/nice")
        .filter(nice -> Files.isExecutable(Path.of(nice)))
        .findFirst()
        .map(nice -> List.of(nice, "-n", "19"))
        .orElse(List.of());
  }

  private static String java() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    return Stream.of("java", "java.exe")
        .map(bin::resolve)
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .or(() -> ProcessHandle.current().info().command())
        .orElse("java");
  }

  /**
   * The class path, beginning with what is needed first, since classes are looked up in one jar
   * after the other.
   */
  private static Set<String> classPath() {
    Set<String> entries = new LinkedHashSet<>();
    FIRST.stream().flatMap(ChildJvm::source).forEach(entries::add);
    entries.addAll(all());
    return entries;
  }

  private static Stream<String> source(String type) {
    try {
      var source =
          Class.forName(type, false, ChildJvm.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return source == null || source.getLocation() == null
          ? Stream.empty()
          : Stream.of(Path.of(source.getLocation().toURI()).toString());
    } catch (ReflectiveOperationException | URISyntaxException | RuntimeException e) {
      // It is still found on the whole class path.
      return Stream.empty();
    }
  }

  private static List<String> all() {
    String path = System.getProperty("java.class.path");
    Path folder = Path.of(path.split(File.pathSeparator)[0]).toAbsolutePath().getParent();
    if (path.contains(File.pathSeparator) || !Files.isDirectory(folder.resolve("lib/main"))) {
      return Stream.of(path.split(File.pathSeparator))
          .filter(entry -> !entry.isEmpty())
          .map(entry -> Path.of(entry).toAbsolutePath().toString())
          .toList();
    }
    // Quarkus moves the classes that it has changed out of the application's own jar.
    return Stream.of("quarkus", "app", "lib/boot", "lib/main")
        .map(folder::resolve)
        .flatMap(ChildJvm::jars)
        .map(Path::toString)
        .toList();
  }

  private static Stream<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .collect(Collectors.toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * Identifies the code and the Java version of this process, together with further settings.
   *
   * @param settings that a load depends on
   */
  static String fingerprint(Map<String, String> settings) {
    var text = new StringBuilder(System.getProperty("java.vm.version")).append('\n');
    for (String entry : all()) {
      File file = new File(entry);
      text.append(file.getName());
      if (file.isFile()) {
        text.append(' ').append(file.length()).append(' ').append(file.lastModified());
      }
      text.append('\n');
    }
    text.append(settings);
    return Sha256.hex(text.toString());
  }
}
