package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.console.CliException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownModelTest {
  @Test
  void theDefaultModelHasNoNameAndNeedNotExist() {
    assertThat(KnownModel.otherThanDefault(models(), "clothing")).isNull();
    assertThat(KnownModel.otherThanDefault(models(), null)).isNull();
  }

  @Test
  void anUnknownModelsErrorNamesTheModelsThatThereAre() {
    assertThat(hint(models("shoes", "tops"))).isEqualTo("the models are shoes, tops");
    assertThat(hint(models("shoes"))).isEqualTo("the only model is shoes");
    assertThat(hint(models())).contains("there are no models yet", "weft create");
  }

  @Test
  void manyModelsAreCounted() {
    String[] many =
        Stream.iterate(0, i -> i + 1).limit(50).map(i -> "m" + i).toArray(String[]::new);

    assertThat(hint(models(many))).isEqualTo("there are 50 models; `weft models` lists them");
  }

  private static String hint(ModelList models) {
    return catchThrowableOfType(
            CliException.class, () -> KnownModel.otherThanDefault(models, "typo"))
        .hint();
  }

  private static ModelList models(String... names) {
    return new ModelList(Stream.of(names).map(KnownModelTest::model).toList(), "clothing");
  }

  private static Model model(String name) {
    return new Model(name, null, List.of());
  }
}
