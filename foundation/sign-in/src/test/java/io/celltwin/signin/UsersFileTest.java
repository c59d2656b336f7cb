package io.celltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {
    @TempDir
    Path directory;

    @Test
    void aUserThatWasPutIsFoundWithItsRolesAndTheRightPasswordOnly() throws IOException {
        UsersFile file = new UsersFile(directory.resolve("users.properties"));
        file.put("anna", "correct horse", Set.of("engineer", "partner"));

        User anna = file.find("anna").orElseThrow();
        assertThat(anna.roles()).containsExactlyInAnyOrder("engineer", "partner");
        VerifiedPasswords passwords = new VerifiedPasswords();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(passwords.matches("correct horse", anna.passwordHash())).isTrue();
            assertThat(passwords.matches("wrong horse", anna.passwordHash())).isFalse();
        }
        assertThat(file.find("bert")).isEmpty();
    }

    @Test
    void thePasswordIsNeitherInTheFileNorInATextOfTheUser() throws IOException {
        Path path = directory.resolve("users.properties");
        UsersFile file = new UsersFile(path);
        file.put("anna", "correct horse", Set.of("engineer"));

        assertThat(Files.readString(path)).doesNotContain("correct horse");
        assertThat(file.find("anna").orElseThrow().toString()).doesNotContain("$2");
    }

    @Test
    void aChangeOfTheFileIsSeenWithoutARestart() throws IOException {
        Path path = directory.resolve("users.properties");
        UsersFile file = new UsersFile(path);
        file.put("anna", "correct horse", Set.of("engineer"));
        assertThat(file.find("bert")).isEmpty();

        new UsersFile(path).put("bert", "battery staple", Set.of("partner"));

        assertThat(file.find("bert")).isPresent();
        assertThat(file.find("anna")).isPresent();
    }

    @Test
    void theFirstUserIsMadeOnceAndNeverOverwritten() throws IOException {
        UsersFile file = new UsersFile(directory.resolve("users.properties"));
        assertThat(file.createWithFirstUser()).isTrue();
        file.put(UsersFile.FIRST_USER, "a real password", Set.of("engineer"));

        assertThat(file.createWithFirstUser()).isFalse();
        assertThat(new VerifiedPasswords()
                        .matches(
                                "a real password",
                                file.find(UsersFile.FIRST_USER).orElseThrow().passwordHash()))
                .isTrue();
    }

    @Test
    void aLineThatIsNoUserIsNamed() throws IOException {
        Path path = Files.writeString(directory.resolve("users.properties"), "anna=plain text\n");
        assertThatThrownBy(() -> new UsersFile(path).find("anna"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("anna=<bcrypt hash>,<role>")
                .hasMessageNotContaining("plain text");
    }

    @Test
    void namesPasswordsAndRolesThatCannotBeAreRefused() {
        UsersFile file = new UsersFile(directory.resolve("users.properties"));
        assertThatThrownBy(() -> file.put("a=b\nc", "long enough", Set.of("engineer")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> file.put("anna", "short", Set.of("engineer")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 characters");
        for (String role : List.of("x,y", "enginer", "service", "Engineer", "")) {
            assertThatThrownBy(() -> file.put("anna", "long enough", Set.of(role)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no role '" + role + "': use engineer or partner.");
        }
        assertThat(directory.resolve("users.properties")).doesNotExist();
    }
}
