package dev.weft.xception.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Nd4jBackendsTest {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  @TempDir Path dir;

  @Test
  void hidesTheBackendForCudaAndNothingElse() throws IOException {
    Path cuda = jar("cuda", "org.nd4j.linalg.jcublas.JCublasBackend\n");
    Path cpu = jar("cpu", "org.nd4j.linalg.cpu.nativecpu.CpuBackend\n");
    URL[] urls = {cuda.toUri().toURL(), cpu.toUri().toURL()};
    try (var all = new URLClassLoader(urls, null)) {
      var loader = new Nd4jBackends.WithoutCuda(all);
      List<URL> services = Collections.list(loader.getResources(SERVICE));
      assertThat(services).hasSize(1);
      assertThat(services.get(0).toString()).contains("/cpu/");
      assertThat(Collections.list(loader.getResources("other"))).hasSize(2);
    }
  }

  @Test
  void aBuildWithoutCudaLooksForItsBackendAsEver() {
    assertThat(Nd4jBackends.usesCuda()).isFalse();
    assertThat(Nd4jBackends.loader()).isSameAs(Nd4jBackends.class.getClassLoader());
  }

  private Path jar(String name, String backend) throws IOException {
    Path root = dir.resolve(name);
    Files.createDirectories(root.resolve("META-INF/services"));
    Files.writeString(root.resolve(SERVICE), backend);
    Files.writeString(root.resolve("other"), name);
    return root;
  }
}
