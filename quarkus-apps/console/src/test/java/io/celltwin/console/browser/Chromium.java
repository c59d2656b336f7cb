package io.celltwin.console.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, without a window. A test that needs it is skipped where there is none. */
public final class Chromium implements AutoCloseable {
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start() {
        Optional<Path> executable = Stream.concat(
                        Optional.ofNullable(System.getProperty("celltwin.chromium")).map(Path::of).stream(),
                        USUAL_PLACES.stream())
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "No Chromium here: install it (apt-get install chromium) or name it with -Dcelltwin.chromium=<path>.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setArgs(List.of(
                                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        return new Chromium(playwright, browser);
    }

    /** A new page of a new visitor, who has no cookie yet. */
    public Page newVisitor() {
        return browser.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
