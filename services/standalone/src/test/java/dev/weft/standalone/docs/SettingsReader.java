package dev.weft.standalone.docs;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the keys of a mapping from its source, since class files do not contain comments. */
final class SettingsReader {

  private final DocTrees trees;
  private final CompilationUnitTree unit;
  private final Map<String, ClassTree> nested = new HashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  private SettingsReader(DocTrees trees, CompilationUnitTree unit) {
    this.trees = trees;
    this.unit = unit;
  }

  /**
   * Reads one file.
   *
   * @param source source of an interface with {@code @ConfigMapping}
   * @return its keys, in the order of the source
   */
  static List<Setting> read(Path source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
      CompilationUnitTree unit = task.parse().iterator().next();
      return new SettingsReader(DocTrees.instance(task), unit).settings();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source, e);
    }
  }

  private List<Setting> settings() {
    ClassTree mapping = (ClassTree) unit.getTypeDecls().get(0);
    String prefix =
        annotation(mapping.getModifiers(), "ConfigMapping")
            .orElseThrow(
                () -> new IllegalArgumentException(mapping.getSimpleName() + " maps none"));
    collect(mapping);
    add(prefix, mapping, new TreePath(new TreePath(unit), mapping));
    return List.copyOf(settings);
  }

  private void collect(ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof ClassTree inner) {
        nested.put(inner.getSimpleName().toString(), inner);
        collect(inner);
      }
    }
  }

  private void add(String prefix, ClassTree type, TreePath path) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method && method.getBody() == null) {
        add(prefix, method, new TreePath(path, method));
      }
    }
  }

  private void add(String prefix, MethodTree method, TreePath path) {
    String name =
        annotation(method.getModifiers(), "WithName")
            .orElseGet(() -> StringUtil.skewer(method.getName().toString()));
    String key = prefix + "." + name;
    String type = method.getReturnType().toString();
    ClassTree group = nested.get(type);
    if (group != null && group.getKind() == Tree.Kind.INTERFACE) {
      add(key, group, new TreePath(path.getParentPath(), group));
      return;
    }
    String fallback = annotation(method.getModifiers(), "WithDefault").orElse(null);
    settings.add(new Setting(key, typeName(type), fallback, text(path)));
  }

  private static Optional<String> annotation(ModifiersTree modifiers, String name) {
    return modifiers.getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
        .map(AnnotationTree::getArguments)
        .map(arguments -> string(arguments.get(0)))
        .findFirst();
  }

  private static String string(ExpressionTree argument) {
    ExpressionTree value =
        argument instanceof AssignmentTree named ? named.getExpression() : argument;
    return String.valueOf(((com.sun.source.tree.LiteralTree) value).getValue());
  }

  private String typeName(String type) {
    String inner = type.replaceFirst("^Optional<(.*)>$", "$1");
    ClassTree choice = nested.get(inner);
    if (choice != null) {
      return choice.getMembers().stream()
          .filter(com.sun.source.tree.VariableTree.class::isInstance)
          .map(com.sun.source.tree.VariableTree.class::cast)
          .map(constant -> code(constant.getName().toString().toLowerCase(Locale.ROOT)))
          .collect(Collectors.joining(" or "));
    }
    return switch (inner) {
      case "boolean" -> "true or false";
      case "int", "long", "OptionalInt", "OptionalLong", "Integer", "Long" -> "whole number";
      case "double", "OptionalDouble", "Double" -> "number";
      case "Duration" -> "duration";
      case "MemorySize" -> "bytes";
      case "Path" -> "path";
      case "URI" -> "address";
      case "List<String>" -> "list";
      default -> "text";
    };
  }

  private String text(TreePath path) {
    if (trees.getDocCommentTree(path) == null) {
      throw new IllegalArgumentException(
          "a setting without a comment: " + path.getLeaf() + " in " + unit.getSourceFile());
    }
    return trees.getDocCommentTree(path).getFullBody().stream()
        .map(SettingsReader::markdown)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }

  private static String markdown(DocTree tree) {
    if (tree instanceof TextTree text) {
      return text.getBody();
    } else if (tree instanceof LiteralTree literal) {
      return code(literal.getBody().getBody().strip());
    } else if (tree instanceof LinkTree link) {
      ReferenceTree target = link.getReference();
      return code(target.getSignature().replaceFirst("^#", ""));
    }
    return tree.toString();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
