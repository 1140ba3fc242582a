package dev.weft.xception.engine.onnx;

import dev.weft.xception.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the CUDA 12 and cuDNN 9 libraries that ONNX Runtime needs on machines where only NVIDIA's
 * driver is installed.
 *
 * <p>They come from a jar, {@code org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist}. ND4J
 * needs the same artifact in version 11.6, and one class path cannot hold two versions of it, so
 * this jar is not on the class path: the build's {@code cuda} profile only fetches it, and here its
 * libraries are unpacked once into a cache and loaded by path. The dynamic linker then finds them
 * by their names, which include their major versions and so do not collide with those of CUDA 11.
 */
final class CudaLibraries {

  /** A folder with the libraries, or the jar, to use instead of the jar in the Maven repository. */
  static final String PROPERTY = "weft.cuda.libraries";

  static final String JAR = "cuda-12.6-9.5-1.5.11-linux-x86_64-redist.jar";

  private static final Path IN_MAVEN =
      Path.of(".m2", "repository", "org", "bytedeco", "cuda", "12.6-9.5-1.5.11", JAR);

  /** In dependency order. */
  private static final List<String> NAMES =
      List.of(
          "libcudart.so.12",
          "libnvJitLink.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcurand.so.10",
          "libnvrtc-builtins.so.12.6",
          "libnvrtc.so.12",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn.so.9");

  private CudaLibraries() {}

  /**
   * Loads what the property {@value #PROPERTY} names or the local Maven repository holds. If
   * neither exists, nothing is loaded, and the system's libraries are used if there are any.
   *
   * @throws EngineException if an existing library cannot be loaded
   */
  static void load() {
    source().ifPresent(CudaLibraries::loadFrom);
  }

  private static Optional<Path> source() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Optional.of(Path.of(System.getProperty("user.home")).resolve(IN_MAVEN))
        .filter(Files::exists);
  }

  private static void loadFrom(Path source) {
    try {
      Path folder =
          Files.isDirectory(source)
              ? source
              : unpack(source, Path.of(System.getProperty("user.home"), ".cache", "weft"));
      for (String name : NAMES) {
        Path library = folder.resolve(name);
        if (Files.exists(library)) {
          System.load(library.toAbsolutePath().toString());
        }
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new EngineException("the CUDA libraries in " + source + " cannot be loaded: " + e, e);
    }
  }

  /**
   * Unpacks missing libraries; each gets its final name only when it is complete.
   *
   * @return the folder of the libraries, named after the jar
   */
  static Path unpack(Path jar, Path cache) throws IOException {
    Path folder = cache.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : wanted(zip)) {
        Path library = folder.resolve(Path.of(entry.getName()).getFileName().toString());
        if (!Files.exists(library) || Files.size(library) != entry.getSize()) {
          Path partial = Files.createTempFile(folder, "partial-", ".so");
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
          }
          Files.move(partial, library, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return folder;
  }

  private static List<ZipEntry> wanted(ZipFile zip) {
    List<ZipEntry> wanted = new ArrayList<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory())
        .filter(
            entry ->
                NAMES.contains(entry.getName().substring(entry.getName().lastIndexOf('/') + 1)))
        .forEach(wanted::add);
    return wanted;
  }
}
