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
 * Selects the ND4J backend of this process where a build has two. ND4J uses the one for CUDA
 * wherever a driver reports a GPU, even one that its library does not support, and can only be
 * configured otherwise by environment variables. This class therefore hides the backend that must
 * not be used.
 */
public final class Nd4jBackends {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
  private static final String CUDA = "JCublasBackend";

  private Nd4jBackends() {}

  /** Whether this build has ND4J's backend for CUDA, and this machine a GPU that it supports. */
  public static boolean usesCuda() {
    return hasCuda(Nd4jBackends.class.getClassLoader())
        && Gpu.first().filter(Gpu::runsNd4j).isPresent();
  }

  /** Returns the class loader with which ND4J is to look for its backends. */
  static ClassLoader loader() {
    ClassLoader all = Nd4jBackends.class.getClassLoader();
    return usesCuda() || !hasCuda(all) ? all : new WithoutCuda(all);
  }

  private static boolean hasCuda(ClassLoader loader) {
    return loader.getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  /** Hides the service file of the CUDA backend. */
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
