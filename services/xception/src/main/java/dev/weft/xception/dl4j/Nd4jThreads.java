package dev.weft.xception.dl4j;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The threads of ND4J's native library, which the first call in a JVM loads. */
public final class Nd4jThreads {
  private Nd4jThreads() {}

  /**
   * Limits the threads of one operation. ND4J's own loops and OpenMP's (oneDNN, OpenBLAS) have
   * separate limits; setting both is equivalent to the environment variable OMP_NUM_THREADS.
   *
   * @param threads number of threads; 0 for the number of cores
   */
  public static void limit(int threads) {
    // ND4J looks for its components with the thread's class loader, which may be a different one.
    ND4JClassLoading.setNd4jClassloader(Nd4jBackends.loader());
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    Nd4j.getEnvironment().setMaxMasterThreads(count);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
  }
}
