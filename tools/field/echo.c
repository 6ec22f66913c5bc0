/* echo PORT JID CERTIFICATE KEY AUTHORITY: a device on libstrophe that answers pings, and sends questions of urn:nanoder:echo back. Runs until it is stopped. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strophe.h>
#include <sys/socket.h>

static int no_delay(xmpp_conn_t *conn, void *sock)
{
    int on = 1;
    (void)conn;
    return setsockopt(*(int *)sock, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int on_question(xmpp_conn_t *conn, xmpp_stanza_t *question, void *data)
{
    xmpp_stanza_t *answer = xmpp_stanza_reply(question);
    xmpp_stanza_t *child = xmpp_stanza_get_child_by_ns(question, "urn:nanoder:echo");
    (void)data;
    xmpp_stanza_set_type(answer, "result");
    if (child != NULL) {
        child = xmpp_stanza_copy(child);
        xmpp_stanza_add_child(answer, child);
        xmpp_stanza_release(child);
    }
    xmpp_send(conn, answer);
    xmpp_stanza_release(answer);
    return 1;
}

static void on_connection(xmpp_conn_t *conn, xmpp_conn_event_t event, int error, xmpp_stream_error_t *stream_error, void *data)
{
    (void)stream_error;
    if (event != XMPP_CONN_CONNECT) {
        fprintf(stderr, "disconnected: %d\n", error);
        exit(1);
    }
    xmpp_handler_add(conn, on_question, NULL, "iq", "get", data);
    xmpp_stanza_t *presence = xmpp_presence_new((xmpp_ctx_t *)data);
    xmpp_send(conn, presence);
    xmpp_stanza_release(presence);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fputs("usage: echo PORT JID CERTIFICATE KEY AUTHORITY\n", stderr);
        return 2;
    }
    xmpp_initialize();
    xmpp_ctx_t *context = xmpp_ctx_new(NULL, xmpp_get_default_logger(XMPP_LEVEL_ERROR));
    xmpp_conn_t *conn = xmpp_conn_new(context);
    xmpp_conn_set_flags(conn, XMPP_CONN_FLAG_MANDATORY_TLS);
    xmpp_conn_set_jid(conn, argv[2]);
    xmpp_conn_set_client_cert(conn, argv[3], argv[4]);
    xmpp_conn_set_cafile(conn, argv[5]);
    xmpp_conn_set_sockopt_callback(conn, no_delay);
    if (xmpp_connect_client(conn, "127.0.0.1", (unsigned short)atoi(argv[1]), on_connection, context) != XMPP_EOK) {
        return 1;
    }
    xmpp_run(context);
    return 0;
}
