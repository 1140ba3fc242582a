package dev.weft.gateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A mark as earlier releases stored it. */
class StoredMarkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isReadAndWrittenWithTheSameMembers() throws IOException {
    byte[] document = Files.readAllBytes(Path.of("../../schemas/stored/reconcile-mark.v1.json"));

    ReconcileMark mark = ReconcileMark.ofJson(document).orElseThrow();

    assertThat(JSON.readTree(mark.toJson())).isEqualTo(JSON.readTree(document));
  }
}
