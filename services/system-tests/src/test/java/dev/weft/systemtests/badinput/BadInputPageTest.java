package dev.weft.systemtests.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadInputPageTest {

  @Test
  void eachRowOfThePageHasACaseAndEachCaseARow() {
    String before = BadInputPage.written();
    assertThat(BadInputPage.of(BadCases.groups()))
        .as("run this test with -Dweft.docs.write=true and commit docs/bad-input.md")
        .isEqualTo(Boolean.getBoolean("weft.docs.write") ? BadInputPage.written() : before);
  }

  @Test
  void noTwoCasesHaveOneIdAndNoneIsWithoutAnAnswer() {
    assertThat(BadCases.all())
        .hasSizeGreaterThan(200)
        .extracting(BadCase::id)
        .doesNotHaveDuplicates();
    assertThat(BadCases.all()).allMatch(each -> each.id().matches("[a-z0-9]+(-[a-z0-9]+)*"));
    assertThat(BadCases.all()).noneMatch(each -> each.what().isBlank() || each.kind().isBlank());
  }
}
