package dev.weft.gateway.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import dev.weft.access.http.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorTest {

  @Test
  void whoeverShowsAKeyIsItsOwnerWhateverTheySay() {
    Caller ann = new Caller("0123456789ab/ann", List.of(Role.LABELER), "127.0.0.1", true);

    assertThat(Author.of(ann, "ben")).isEqualTo("0123456789ab/ann");
    assertThat(Author.of(ann, null)).isEqualTo("0123456789ab/ann");
  }

  @Test
  void whoShowsNoneIsWhoTheySay() {
    Caller nobody = new Caller("anonymous", List.of(), "127.0.0.1", false);

    assertThat(Author.of(nobody, "ben")).isEqualTo("ben");
    assertThat(Author.of(nobody, null)).isNull();
  }

  @Test
  void aTokensNameIsMadeToFit() {
    Caller long1 = new Caller("x\n" + "y".repeat(200), List.of(), "127.0.0.1", true);

    assertThat(Author.of(long1, null)).hasSize(100).startsWith("x?y");
  }
}
