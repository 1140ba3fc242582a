package dev.weft.xception.dl4j;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's natives, which the first call in a JVM loads. */
public final class Nd4jThreads {
  private Nd4jThreads() {}

  /**
   * Limits the threads of one operation. ND4J's own loops and OpenMP's (oneDNN, OpenBLAS) are
   * limited apart; together they do what the variable OMP_NUM_THREADS does from outside.
   *
   * @param threads 0 for as many as there are cores
   */
  public static void limit(int threads) {
    // ND4J looks for its parts with the thread's class loader, which need not be the one.
    ND4JClassLoading.setNd4jClassloader(Nd4jBackends.loader());
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    Nd4j.getEnvironment().setMaxMasterThreads(count);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
  }
}
