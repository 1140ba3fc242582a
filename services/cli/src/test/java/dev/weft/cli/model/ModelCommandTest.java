package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelCommandTest {

  @Test
  void aModelWithoutAVersionIsDeletedAndARefusalIsSaid() throws IOException {
    try (FakeGateway gateway = new FakeGateway()) {
      String server = gateway.url().toString();

      CliRun deleted = CliRun.of("model", "delete", "tops", "--server", server);
      CliRun refused = CliRun.of("model", "delete", "clothing", "--server", server);

      assertThat(deleted.exitCode()).as(deleted.err()).isZero();
      assertThat(deleted.out()).contains("deleted the model tops");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(refused.err()).contains("in use");
      assertThat(gateway.requests)
          .containsExactly("DELETE /v1/models/tops", "DELETE /v1/models/clothing");
      assertThat(CliRun.of("model").exitCode()).isEqualTo(ExitCode.USAGE);
    }
  }
}
