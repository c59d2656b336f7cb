package io.celltwin.console.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The console as an operator uses it: what can be seen on it and done with it. */
public final class ConsolePage {
    private final Page page;
    private final String url;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    public ConsolePage(Page page, String url) {
        this.page = page;
        this.url = url;
        page.onPageError(error -> complaints.add(error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")
                    && !message.text().startsWith("WebSocket connection")) {
                complaints.add(message.text());
            }
        });
    }

    public ConsolePage open() {
        page.navigate(url);
        return this;
    }

    public ConsolePage open(String thingId) {
        page.navigate(url + "#/thing/" + thingId.replace(":", "%3A"));
        return this;
    }

    public ConsolePage signIn(String user, String password) {
        page.getByLabel("User").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        return this;
    }

    public void signOut() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
    }

    public Locator signInForm() {
        return page.locator("form[action='/j_security_check']");
    }

    public Locator signInProblem() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** "Live" or what keeps the page from it. */
    public Locator connection() {
        return page.locator("ct-connection");
    }

    /** The notice that what is shown is not live. */
    public Locator notice() {
        return page.locator(".notice");
    }

    public Locator user() {
        return page.locator("ct-user");
    }

    /** A machine or pack in the picture of the line; its name for a screen reader says all it shows. */
    public Locator inLine(String thingId) {
        return page.locator("ct-line a[data-thing='" + thingId + "']");
    }

    public Locator everythingInLine() {
        return page.locator("ct-line a[data-thing]");
    }

    /** The batch in the picture of the line. */
    public Locator batch(String thingId) {
        return page.locator("ct-line a[data-batch='" + thingId + "']");
    }

    public Locator alarmBanner() {
        return page.locator("ct-alarm-banner");
    }

    /** The details of the chosen thing. */
    public Locator details() {
        return page.locator("ct-thing");
    }

    /** The row of a value in the details. */
    public Locator value(String feature, String property) {
        return page.locator("ct-values tr[data-value='" + feature + "/" + property + "']");
    }

    public Locator panel(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Page browserPage() {
        return page;
    }

    /** Errors of scripts and refusals by the content security policy. */
    public List<String> complaints() {
        return complaints;
    }
}
