"""Cases of the conformance list: a service, a condition, what is expected, and the function that shows it."""
CASES = []


def case(service, condition, expected):
    def add(function):
        CASES.append((function.__name__, function))
        return function
    return add


def same(expected, actual):
    assert actual == expected, "%r instead of %r" % (actual, expected)


async def fails(kind, number, awaitable):
    """The service is refused with this error."""
    from mms import ServiceError
    try:
        got = await awaitable
    except ServiceError as error:
        same((kind, number), error.what)
        return
    raise AssertionError("%r instead of %s %d" % (got, kind, number))


async def bounces(condition, awaitable):
    """The stanza is refused with this condition."""
    from mms import StanzaError
    try:
        got = await awaitable
    except StanzaError as error:
        same(condition, error.condition)
        return
    raise AssertionError("%r instead of the stanza error %s" % (got, condition))
