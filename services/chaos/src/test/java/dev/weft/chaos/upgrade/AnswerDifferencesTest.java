package dev.weft.chaos.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerDifferencesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> differences(String before, String after)
      throws JsonProcessingException {
    return AnswerDifferences.of(
        JSON.readTree(before), JSON.readTree(after), Set.of("figures"), Set.of("images"), false);
  }

  @Test
  void additionalFieldsAreNoDifference() throws Exception {
    assertThat(differences("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":1,\"c\":2}],\"d\":3}")).isEmpty();
  }

  @Test
  void aChangedValueIsNamedWithItsPointer() throws Exception {
    assertThat(differences("{\"a\":[{\"b\":1},{\"b\":2}]}", "{\"a\":[{\"b\":1},{\"b\":3}]}"))
        .containsExactly("/a/1/b was 2, is 3");
  }

  @Test
  void aMissingFieldIsADifferenceUnlessItHadNoValue() throws Exception {
    assertThat(differences("{\"a\":\"x\",\"b\":null}", "{}"))
        .containsExactly("/a was \"x\", is missing");
  }

  @Test
  void anOlderReleaseDoesNotKnowAllFields() throws Exception {
    assertThat(
            AnswerDifferences.of(
                JSON.readTree("{\"a\":1,\"b\":2}"),
                JSON.readTree("{\"a\":3}"),
                Set.of(),
                Set.of(),
                true))
        .containsExactly("/a was 1, is 3");
  }

  @Test
  void aListOfAnotherLengthIsADifference() throws Exception {
    assertThat(differences("{\"a\":[1,2]}", "{\"a\":[1]}")).containsExactly("/a was [1,2], is [1]");
  }

  @Test
  void numbersAreComparedByTheirValue() throws Exception {
    assertThat(differences("{\"a\":1}", "{\"a\":1.0}")).isEmpty();
  }

  @Test
  void ignoredFieldsAreNotCompared() throws Exception {
    assertThat(differences("{\"figures\":{\"a\":1}}", "{\"figures\":null}")).isEmpty();
  }

  @Test
  void countsOfUseMayGrowAndNotFall() throws Exception {
    assertThat(differences("{\"images\":3}", "{\"images\":4}")).isEmpty();
    assertThat(differences("{\"images\":3}", "{\"images\":2}"))
        .containsExactly("/images was 3, is 2");
  }
}
