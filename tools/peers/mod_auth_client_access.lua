-- Who may be a client: SASL EXTERNAL with the JID in the certificate (id-on-xmppAddr, RFC 6120 clause 13.7.1.4), decided in one of three places.
--
--   client_access = "list"     here: the certificate's chain, and a file with the JIDs
--   client_access = "service"  elsewhere: a service gets JID and certificate and checks both; TLS takes any certificate
--   client_access = "split"    the chain here, whether the JID may come in elsewhere: the service gets JID and fingerprint
--
--   client_access_file      one JID a line, read for each login
--   client_access_url       https: a POST of jid and certificate (PEM) or fingerprint (SHA-256); 2xx lets in, 403 does not, all else is a fault
--   client_access_cafile    who may speak as the service: authority and, where ssl has crl_check, its list
--   client_access_timeout   seconds, 5 unless given

local async = require "util.async";
local certmanager = require "core.certmanager";
local form = require "util.http".formencode;
local jid = require "util.jid";
local new_http = require "net.http".new;
local new_sasl = require "util.sasl".new;
local promise = require "util.promise";
local timer = require "util.timer";

local where = module:get_option_string("client_access");
local file = module:get_option_string("client_access_file");
local url = module:get_option_string("client_access_url");
local timeout = module:get_option_number("client_access_timeout", 5);

local http;
if where ~= "list" then
	if not (url and url:match("^https://")) then
		error("client_access_url: an https address is needed");
	end
	local context, problem = certmanager.create_context(module.host .. " client access", "client", {
		cafile = module:get_option_string("client_access_cafile"), capath = false, verify = { "peer" }, protocol = "tlsv1_2+",
	});
	http = new_http({ sslctx = assert(context, problem), suppress_errors = true });
end

local function names(certificate)
	local alternatives = certificate:extensions()["2.5.29.17"];
	return alternatives and alternatives["1.3.6.1.5.5.7.8.5"] or {};
end

-- The name of this host that the certificate has, and that the client asks for if it asks for any.
local function find(certificate, wanted)
	for _, address in ipairs(names(certificate)) do
		local user, host = jid.prepped_split(address);
		if user and host == module.host and (wanted == "" or jid.compare(wanted, address)) then
			return user;
		end
	end
end

local function listed(address)
	local lines = io.open(file);
	if not lines then
		return nil;
	end
	for line in lines:lines() do
		if line == address then
			lines:close();
			return true;
		end
	end
	lines:close();
	return false;
end

-- True, false, or nil when the service does not say.
local function asked(address, certificate)
	local request = { jid = address };
	if where == "service" then
		request.certificate = certificate:pem();
	else
		request.fingerprint = certificate:digest("sha256");
	end
	local answer = http:request(url, { body = form(request) });
	local limit = promise.new(function (_, reject) timer.add_task(timeout, function () reject("timeout"); end); end);
	local response, problem = async.wait_for(promise.race({ answer, limit }));
	if response and response.code >= 200 and response.code < 300 then
		return true;
	end
	if response and response.code == 403 then
		return false;
	end
	module:log("error", "the access service did not answer: %s", problem or response.code);
	return nil;
end

local provider = {};

function provider.get_sasl_handler(session)
	local fault = false;

	local function external(wanted)
		local socket = session.secure and session.conn:socket();
		local certificate = socket and socket:getpeercertificate();
		if not certificate then
			return nil;
		end
		if where ~= "service" and not (certificate:validat(os.time()) and socket:getpeerverification()) then
			return nil;
		end
		local user = find(certificate, wanted);
		if not user then
			return nil;
		end
		local address = user .. "@" .. module.host;
		local allowed;
		if where == "list" then
			allowed = listed(address);
		else
			allowed = asked(address, certificate);
		end
		fault = allowed == nil;
		if allowed then
			return user, true;
		end
		module:log("info", "%s is not let in", address);
		return nil;
	end

	local handler = new_sasl(module.host, { external = external });
	local process = handler.process;
	function handler:process(message)
		local status, condition = process(self, message);
		if status == "failure" and fault then
			return "failure", "temporary-auth-failure";
		end
		return status, condition;
	end
	function handler:clean_clone()
		return provider.get_sasl_handler(session);
	end
	return handler;
end

function provider.test_password() return nil, "no passwords here"; end
function provider.user_exists() return true; end
function provider.create_user() return nil, "accounts are certificates"; end
function provider.delete_user() return nil, "accounts are certificates"; end

module:provides("auth", provider);
