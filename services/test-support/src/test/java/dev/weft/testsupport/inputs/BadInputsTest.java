package dev.weft.testsupport.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BadInputsTest {

  @Test
  void namesAreUniqueAndValidInKeysAndPaths() {
    assertThat(BadInputs.all())
        .extracting(BadInput::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9][a-z0-9.-]{0,127}"));
  }

  @Test
  void holdsEveryReasonThatBytesCanGive() {
    Set<String> reasons =
        BadInputs.all().stream().map(BadInput::reason).collect(Collectors.toSet());

    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "not_an_image", "unsupported_format", "corrupt_image", "too_large", "too_many_pixels");
    assertThat(BadInputs.all()).hasSizeGreaterThan(60);
  }

  @Test
  void onlyTheOneThatIsMeantToBeLargeIsLarge() {
    assertThat(BadInputs.all())
        .filteredOn(input -> input.bytes().length > 1 << 20)
        .extracting(BadInput::name)
        .containsExactly("21-mebibytes.jpg");
  }
}
