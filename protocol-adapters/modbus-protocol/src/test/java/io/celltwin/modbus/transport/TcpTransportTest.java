package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that sends, after each request, the bytes that a test says. */
@Timeout(60)
class TcpTransportTest {

    private static final byte[] REQUEST = HexFormat.of().parseHex("0300000001");
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    private ServerSocket server;
    private TcpTransport transport;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        transport = new TcpTransport("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
    }

    @Test
    void bringsTheAnswerToEachRequest() throws IOException {
        answer("0001 0000 0005 01 03 02 000A", "0002 0000 0005 01 03 02 000B");

        assertThat(ask(1, LONG)).isEqualTo("0302000A");
        assertThat(ask(1, LONG)).isEqualTo("0302000B");
    }

    @Test
    void sendsTheRequestInAFrameOfItsOwn() throws Exception {
        CompletableFuture<String> request = new CompletableFuture<>();
        start(connection -> {
            byte[] frame = new byte[12];
            new DataInputStream(connection.getInputStream()).readFully(frame);
            request.complete(HexFormat.of().formatHex(frame));
            connection.getOutputStream().write(HexFormat.of().parseHex("0001000000 05 FF 03 02 0000".replace(" ", "")));
        });

        ask(255, LONG);

        assertThat(request).isCompletedWithValue("000100000006ff0300000001");
    }

    @Test
    void readsOnAfterATimeOutInTheMiddleOfAnAnswer() throws IOException {
        answer("0001 0000 00", "05 01 03 02 000A 0002 0000 0005 01 03 02 000B");

        assertThatThrownBy(() -> ask(1, SHORT))
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("no answer within 200 ms");
        assertThat(ask(1, LONG)).isEqualTo("0302000B");
    }

    @Test
    void passesOverAnAnswerThatComesTooLateOnce() throws IOException {
        answer("", "0001 0000 0005 01 03 02 000A 0002 0000 0005 01 03 02 000B", "0001 0000 0005 01 03 02 000A");

        assertThatThrownBy(() -> ask(1, SHORT)).isInstanceOf(NoAnswerException.class);
        assertThat(ask(1, LONG)).isEqualTo("0302000B");
        assertThatThrownBy(() -> ask(1, LONG)).hasMessage("answer to another request");
    }

    @Test
    void keepsTheLineWhenAnotherUnitAnswers() throws IOException {
        answer("0001 0000 0005 09 03 02 000A", "0002 0000 0005 01 03 02 000B");

        assertThatThrownBy(() -> ask(1, LONG))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessage("answer of unit 9 to a request to unit 1");
        assertThat(ask(1, LONG)).isEqualTo("0302000B");
    }

    @Test
    void isEndedByAnotherThread() throws Exception {
        start(connection -> {
            new DataInputStream(connection.getInputStream()).readFully(new byte[12]);
            transport.close();
        });

        assertThatThrownBy(() -> ask(1, LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("connection broken or answer not understood");
    }

    private String ask(int unit, Duration timeout) throws IOException {
        return HexFormat.of().withUpperCase().formatHex(transport.exchange(unit, REQUEST, timeout));
    }

    private void answer(String... answers) throws IOException {
        start(connection -> {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String answer : answers) {
                in.readFully(new byte[12]);
                out.write(HexFormat.of().parseHex(answer.replace(" ", "")));
            }
            // Holds the connection until the transport ends it.
            in.read();
        });
    }

    private void start(Script script) throws IOException {
        Thread thread = new Thread(
                () -> {
                    try (Socket connection = server.accept()) {
                        script.serve(connection);
                    } catch (IOException e) {
                        // Ended by the test.
                    }
                },
                "scripted-server");
        thread.setDaemon(true);
        thread.start();
        transport.open(LONG);
    }

    /** What the server does with its one connection. */
    private interface Script {

        void serve(Socket connection) throws IOException;
    }
}
