package dev.weft.gateway.http.request;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.trainings.TrainingBody;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(StrictJson.read("{}", RolloutPolicy.class)).isEqualTo(RolloutPolicy.DEFAULT);
    assertThat(StrictJson.read("", RolloutPolicy.class)).isEqualTo(RolloutPolicy.DEFAULT);
    assertThat(StrictJson.read("null", RolloutPolicy.class)).isEqualTo(RolloutPolicy.DEFAULT);
  }

  @Test
  void aPolicyIsReadWhole() {
    RolloutPolicy policy =
        StrictJson.read(
            """
            {"autoStart": false, "strategy": "canary",
             "steps": [{"setWeight": 20}, {"pause": {"seconds": 5}}, {"analysis": {}}],
             "analysis": {"intervalSeconds": 5, "conditions": [
               {"metric": "infer-p95", "successCondition": "ratio <= 1.5", "failureLimit": 2}]}}
            """,
            RolloutPolicy.class);

    assertThat(policy.strategy()).isEqualTo(RolloutStrategy.CANARY);
    assertThat(policy.steps()).hasSize(3);
    assertThat(policy.analysis().conditions().get(0).failureLimit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"strategie\": \"canary\"} | The setting strategie does not exist.",
        "{\"steps\": [{\"setWeight\": 5}, {\"setWeight\": 9, \"weight\": 9}]} | steps[1].weight",
        "{\"strategy\": \"blue\"} | strategy: must be one of all-at-once, canary, shadow,",
        "{\"strategy\": \"canary\", \"steps\": [{\"setShadow\": 5}]} | does not allow the step setShadow",
        "{\"steps\": [{\"setWeight\": 101}]} | steps[0]: setWeight must be between 0 and 100, but is 101",
        "{\"keepVersions\": 1.5} | keepVersions",
        "{\"keepVersions\": \"5\"} | keepVersions",
        "{\"autoStart\": true, \"autoStart\": false} | Duplicate field 'autoStart'",
        "{\"analysis\": {\"conditions\": [{\"metric\": \"accuracy\"}]}} | successCondition is"
            + " missing",
        "{\"analysis\": {\"conditions\": [null]}} | analysis: must not be null.",
        "{\"steps\": [null]} | The body: must not be null.",
        "{\"steps\": [7]} | steps[0]: must be an object.",
        "{\"drift\": \"\"} | drift: must be an object",
        "{} {} | The body: there is data after the value.",
        "[1] | The body: must be an object.",
        "17 | The body: must be an object.",
        "{\"steps\": 5} | steps: must be an array.",
        "{\"keepVersions\": \"many\"} | keepVersions: must be a whole number, but is \"many\".",
        "{\"keepVersions\": [5]} | keepVersions: must be a whole number",
        "{\"keepVersions\": 99999999999} | keepVersions",
        "{\"autoStart\": \"yes\"} | autoStart: must be true or false, but is \"yes\".",
        "{ | not JSON"
      })
  void whatCannotBeMeantIsRefusedWithTheSettingSName(String json, String message) {
    assertThatThrownBy(() -> StrictJson.read(json, RolloutPolicy.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
        .doesNotContain("java.", "dev.weft", "JsonToken", "Feature");
  }

  /** Body of a request. */
  record Said(String what, Integer often) {}

  @Test
  void whatOnlyHasMoreFieldsThanAreKnownCanBeReadWithoutThem() {
    assertThat(StrictJson.readKnownFields("{\"what\": \"a\", \"more\": [1]}", Said.class))
        .isEqualTo(new Said("a", null));
    assertThat(StrictJson.readKnownFields(" ", Said.class)).isNull();
    for (String value : List.of("[1]", "7", "1.5", "false", "{}")) {
      String json = "{\"what\": %s}".formatted(value);
      assertThatThrownBy(() -> StrictJson.readKnownFields(json, Said.class))
          .as(value)
          .hasMessageStartingWith("what: must be a text");
    }
  }

  @Test
  void aClassToDropIsNotNull() {
    assertThatThrownBy(() -> TrainingBody.parse("{\"dropClasses\": [null]}"))
        .hasMessageContaining("dropClasses must not contain null");
  }
}
