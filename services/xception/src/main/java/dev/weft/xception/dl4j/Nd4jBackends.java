package dev.weft.xception.dl4j;

import dev.weft.xception.hardware.Gpu;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Which of ND4J's backends this process uses, where a build has two: ND4J takes the one for CUDA
 * wherever a driver shows a GPU, also on one that its library cannot run on, and lets itself be
 * told otherwise by environment variables alone. So it is not shown what it must not take.
 */
public final class Nd4jBackends {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
  private static final String CUDA = "JCublasBackend";

  private Nd4jBackends() {}

  /** Whether this build has ND4J's backend for CUDA, and this machine a GPU that it runs on. */
  public static boolean usesCuda() {
    return hasCuda(Nd4jBackends.class.getClassLoader())
        && Gpu.first().filter(Gpu::runsNd4j).isPresent();
  }

  /** What ND4J is to look for its backends with. */
  static ClassLoader loader() {
    ClassLoader all = Nd4jBackends.class.getClassLoader();
    return usesCuda() || !hasCuda(all) ? all : new WithoutCuda(all);
  }

  private static boolean hasCuda(ClassLoader loader) {
    return loader.getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  /** Hides the service file that names the backend for CUDA. */
  static final class WithoutCuda extends ClassLoader {
    WithoutCuda(ClassLoader all) {
      super(all);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (!name.equals(SERVICE)) {
        return super.getResources(name);
      }
      List<URL> kept = new ArrayList<>();
      for (URL url : Collections.list(super.getResources(name))) {
        if (!namesCuda(url)) {
          kept.add(url);
        }
      }
      return Collections.enumeration(kept);
    }

    private static boolean namesCuda(URL url) throws IOException {
      try (InputStream in = url.openStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(CUDA);
      }
    }
  }
}
