package dev.weft.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An overlay, as rendered by {@code kubectl kustomize}. Each is built once. */
enum Overlay {
  CPU,
  GPU,
  DEV;

  private static final long SECONDS = 60;
  private static final Map<Overlay, List<Manifest>> BUILT = new EnumMap<>(Overlay.class);

  List<Manifest> manifests() {
    synchronized (BUILT) {
      return BUILT.computeIfAbsent(this, Overlay::build);
    }
  }

  Stream<Manifest> of(String kind) {
    return manifests().stream().filter(one -> one.kind().equals(kind));
  }

  Manifest named(String kind, String name) {
    return of(kind)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("%s has no %s %s".formatted(this, kind, name)));
  }

  /** Deployments and stateful sets. */
  Stream<Manifest> workloads() {
    return manifests().stream().filter(one -> one.pod().isPresent());
  }

  /** Builds in a copy, since the overlays need key files that git ignores. */
  private static List<Manifest> build(Overlay overlay) {
    try {
      Path copy = Files.createTempDirectory("weft-k8s");
      for (Path file : Project.files("k8s", "")) {
        Path to = copy.resolve(Project.file("k8s").relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
      for (String name : List.of("store.env", "access-keys", "replica-key")) {
        Path keys = copy.resolve("overlays/dev").resolve(name);
        Files.writeString(keys, Files.readString(keys.resolveSibling(name + ".example")));
      }
      return Manifest.all(kustomize(copy.resolve("overlays").resolve(overlay.folder())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String kustomize(Path folder) throws IOException {
    Path out = Files.createTempFile("weft-k8s", ".yaml");
    Path errors = Files.createTempFile("weft-k8s", ".txt");
    Process process =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("kubectl kustomize: " + Files.readString(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return Files.readString(out);
  }
}
