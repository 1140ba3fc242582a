package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ParallelReadsTest {

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    List<byte[]> files = files();
    List<float[]> expected =
        files.stream().map(file -> Quadrants.tensor(file, Preprocessing.XCEPTION)).toList();
    var threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> found = new ArrayList<>();
      for (int i = 0; i < 8 * files.size(); i++) {
        byte[] file = files.get(i % files.size());
        found.add(threads.submit(() -> Quadrants.tensor(file, Preprocessing.XCEPTION)));
      }
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).get()).isEqualTo(expected.get(i % files.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    Garments.seeded(5).first(4).map(Garment::jpeg).forEach(files::add);
    for (String name : List.of("progressive.jpg", "lossy.webp", "lzw.tiff", "animated.gif")) {
      files.add(Quadrants.fixture(name));
    }
    return files;
  }
}
